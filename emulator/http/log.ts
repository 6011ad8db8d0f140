/** Gets a line about each request; null: nobody reads it. */
export type Log = ((line: string) => void) | null;

/** What a client sent, as one short word of the log. */
export function plain(text: string): string {
  return text.slice(0, 64).replace(/[^\w./:-]/g, "?") || "-";
}
