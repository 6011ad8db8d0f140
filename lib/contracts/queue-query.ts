import { AppError } from "@/lib/domain/app-error";
import { parseLimit } from "./template-query";

/** What a list of queued deletes asks for; `cursor` is the number after which it goes on. */
export type QueueQuery = { readonly limit: number; readonly cursor: number | null };

/** Parses the parameters of GET /api/queue; unknown ones are ignored. Throws AppError `invalid-input` for a malformed one. */
export function parseQueueQuery(params: URLSearchParams): QueueQuery {
  const cursor = params.get("cursor") ?? "";
  if (!/^\d{0,15}$/.test(cursor)) throw new AppError("invalid-input", { params: { parameter: "cursor" } });
  return { limit: parseLimit(params.get("limit")), cursor: cursor === "" ? null : Number(cursor) };
}
