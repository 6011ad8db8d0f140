import type { Call } from "../actions/action";
import type { Delivery } from "./delivery";

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

/** Characters that XML 1.0 cannot hold in any way. */
const IMPOSSIBLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const NAME = /^[A-Za-z_][\w.-]*$/;

function escaped(text: string): string {
  return text.replace(IMPOSSIBLE, "\ufffd").replace(/[&<>\r]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** An element; a list is its elements one after the other, a name that is none for XML is left out. */
function element(name: string, value: unknown): string {
  if (!NAME.test(name)) return "";
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join("");
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return escaped(String(value));
  return Object.entries(value)
    .map(([name, inner]) => element(name, inner))
    .join("");
}

/** Asks the call for XML? JSON is what it gets else. */
export function wantsXml(call: Call): boolean {
  return call.parameters.get("Format")?.toUpperCase() === "XML";
}

/** The same delivery with its JSON written as XML: `<ActionResponse>` or `<Error>`. What is no JSON stays. */
export function asXml(delivery: Delivery, action: string): Delivery {
  if ((delivery.how !== "answer" && delivery.how !== "cut") || delivery.media !== undefined) return delivery;
  const { tail, ...rest } = delivery;
  const value = JSON.parse(delivery.body + (tail?.toString() ?? "")) as Record<string, unknown>;
  const root = value.Code !== undefined && value.HostId !== undefined ? "Error" : `${action}Response`;
  return { ...rest, body: HEAD + element(root, value), media: "xml" };
}
