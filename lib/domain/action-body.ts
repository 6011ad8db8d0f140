/** The only form in which our own pages send a server action. */
const ACTION_TYPE = "text/plain;charset=UTF-8";
export const MAX_BODY_BYTES = 1_048_576;
const MAX_DEPTH = 16;

/** Whether a Content-Type is the one of our server actions. */
export function isActionType(contentType: string | null): boolean {
  return contentType?.replace(/\s/g, "").toLowerCase() === ACTION_TYPE.toLowerCase();
}

/**
 * Whether a body is what our pages send to a server action: a JSON array of plain values. A string that begins with a
 * single `$` is a reference of React's wire format (a user's own `$` is written `$$`); ours never need one.
 */
export function isPlainActionBody(text: string): boolean {
  const body = parse(text);
  return Array.isArray(body) && isPlain(body);
}

function isPlain(root: unknown): boolean {
  // A stack of our own: nesting is the sender's choice and must not use up the call stack.
  const rest: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { value, depth } = next;
    if (typeof value === "string" && /^\$(?!\$)/.test(value)) return false;
    if (typeof value !== "object" || value === null) continue;
    if (depth >= MAX_DEPTH || Object.keys(value).includes("__proto__")) return false;
    for (const inner of Object.values(value)) rest.push({ value: inner, depth: depth + 1 });
  }
  return true;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
