/** Templates in one bulk delete, at most. */
export const MAX_BULK = 500;

/** What is typed to confirm one, in every language. */
export const BULK_CONFIRM = "delete";

/** What is to be done with each template of a bulk: deleted now, or queued for the end of its build. */
export type BulkWish = "delete" | "queue";

/** How far one template of a bulk is; the last four are ends, though `unknown` may still be settled. */
export type BulkResult = "waiting" | "deleting" | "deleted" | "blocked" | "failed" | "unknown";
