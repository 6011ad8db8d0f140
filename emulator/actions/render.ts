import type { Fields, Listing, ListShape } from "./answer";

/** What every answer begins with; what follows is kept where it can be. */
export function beginning(requestId: string): string {
  return `{"RequestId":"${requestId}"`;
}

/** The rest of an answer's text, after its RequestId. */
export function renderTail(answer: Listing | Fields, shape: ListShape | undefined): string {
  if (answer.kind === "fields") return rest(answer.fields, "");
  if (!shape) throw new Error("a listing needs the shape of its list");
  return renderList(answer.head, shape, `[${answer.items.join(",")}]`);
}

/** The rest of an answer whose list is given as JSON. */
export function renderList(head: Listing["head"], { path: [outer, inner] }: ListShape, list: string): string {
  return rest(head, `,"${outer}":{"${inner}":${list}}`);
}

function rest(fields: Readonly<Record<string, unknown>>, list: string): string {
  const text = JSON.stringify(fields).slice(1, -1);
  return `${text === "" ? "" : `,${text}`}${list}}`;
}
