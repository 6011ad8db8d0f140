import "server-only";

/**
 * One text for one value, whoever writes it: JSON with sorted keys, no spaces, no undefined members, well-formed
 * Unicode without NUL (PostgreSQL cannot store it). Throws TypeError for what JSON has no word for.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "string") return JSON.stringify(storable(value));
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${value.map((item) => canonical(item === undefined ? null : item)).join(",")}]`;
  if (typeof value === "object") return canonicalObject(value);
  throw new TypeError(`${typeof value} has no canonical text`);
}

/** Text that both databases give back as it was: half surrogates and NUL become U+FFFD. */
export function storable(text: string): string {
  return Buffer.from(text).toString().replaceAll("\u0000", "\uFFFD");
}

function canonicalObject(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(storable(key))}:${canonical(member)}`);
  return `{${members.join(",")}}`;
}
