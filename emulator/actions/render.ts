import type { Fields, Listing, ListShape } from "./answer";

/** The answer's text, RequestId first. */
export function render(answer: Listing | Fields, shape: ListShape | undefined, requestId: string): string {
  if (answer.kind === "fields") return JSON.stringify({ RequestId: requestId, ...answer.fields });
  if (!shape) throw new Error("a listing needs the shape of its list");
  return renderList(answer.head, shape, requestId, `[${answer.items.join(",")}]`);
}

/** The text of an answer whose list is given as JSON. */
export function renderList(head: Listing["head"], shape: ListShape, requestId: string, list: string): string {
  const [outer, inner] = shape.path;
  const start = JSON.stringify({ RequestId: requestId, ...head }).slice(0, -1);
  return `${start},"${outer}":{"${inner}":${list}}}`;
}
