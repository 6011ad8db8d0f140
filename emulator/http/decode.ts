import { unescape as percentDecode } from "node:querystring";

/** A decoded name and value. */
export type Pair = readonly [name: string, value: string];

function decode(text: string): string {
  if (!text.includes("%") && !text.includes("+")) return text;
  return percentDecode(text.replaceAll("+", " "));
}

/** The pairs of a query or form, decoded; broken escapes are left as they are. */
export function pairsOf(text: string): Pair[] {
  const pairs: Pair[] = [];
  if (text === "") return pairs;
  for (const part of text.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    if (equals < 0) pairs.push([decode(part), ""]);
    else pairs.push([decode(part.slice(0, equals)), decode(part.slice(equals + 1))]);
  }
  return pairs;
}

/** Path and query of a request. */
export interface Target {
  readonly path: string;
  readonly query: string;
}

/** Path and query of a request target, also of one in absolute form. */
export function splitTarget(target: string): Target {
  const local = target.startsWith("/") ? target : target.replace(/^[a-z]+:\/\/[^/?]*/i, "");
  const mark = local.indexOf("?");
  const path = mark < 0 ? local : local.slice(0, mark);
  return { path: path === "" ? "/" : path, query: mark < 0 ? "" : local.slice(mark + 1) };
}

/** Parameters by name; of a repeated name the first counts. */
export function parametersOf(...lists: readonly (readonly Pair[])[]): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const list of lists) {
    for (const [name, value] of list) if (!parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}
