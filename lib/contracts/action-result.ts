import type { ErrorDto } from "./error";

/**
 * What a server action answers. Actions of one client run one after the other, so none waits longer than 2 s:
 * `under-way` names the job, and GET /api/jobs/<jobId> (up to 10 s of waiting a call) brings the rest.
 */
export type ActionResult<T> =
  | { readonly state: "done"; readonly value: T }
  | { readonly state: "failed"; readonly error: ErrorDto }
  | { readonly state: "under-way"; readonly jobId: string };
