/** Request header in which the proxy passes path and query of a page on; whatever a client sends in it is dropped. */
export const PATH_HEADER = "x-imagekeeper-path";
