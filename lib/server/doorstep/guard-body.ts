import "server-only";
import { isActionType, isPlainActionBody, MAX_BODY_BYTES } from "@/lib/domain/action-body";
import { readBody } from "./read-body";

export type BodyVerdict = "fine" | "too-large" | "malformed";

/**
 * Looks at the body of a POST to a page, which can only be a server action, before the framework parses it: what the
 * framework cannot parse it would answer with 500. The body itself is left for the action. `request` is not consumed.
 */
export async function guardActionBody(request: Request): Promise<BodyVerdict> {
  if (!isActionType(request.headers.get("content-type"))) return "malformed";
  const text = await readBody(request.clone(), MAX_BODY_BYTES);
  if (text === null) return "too-large";
  return isPlainActionBody(text) ? "fine" : "malformed";
}
