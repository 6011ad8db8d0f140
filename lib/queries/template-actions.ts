import {
  cancelBuild,
  deleteTemplate,
  explainBlock,
  protectTemplate,
  queueDelete,
  startBuild,
  unprotectTemplate,
  unqueueDelete,
} from "@/lib/actions/templates";
import type { CancelResult, DeleteResult, ExplainResult, StartResult } from "@/lib/contracts/delete";
import type { CancelInput, DeleteInput, ReasonedRef, TemplateRef } from "@/lib/contracts/inputs";
import type { ProtectResult, UnprotectResult } from "@/lib/contracts/protection";
import type { QueueResult, UnqueueResult } from "@/lib/contracts/queue";
import { browserJobParts, runJob, type Settled } from "./run-job";

/** A press on a Delete that may not act; recorded once a call. */
export function explainPress(ref: TemplateRef): Promise<Settled<ExplainResult>> {
  return runJob(() => explainBlock(ref), browserJobParts());
}

/** A confirmed delete; its result or `lost` within 20 s. */
export function confirmDelete(input: DeleteInput): Promise<Settled<DeleteResult>> {
  return runJob(() => deleteTemplate(input), browserJobParts());
}

export function requestBuild(ref: TemplateRef): Promise<Settled<StartResult>> {
  return runJob(() => startBuild(ref), browserJobParts());
}

export function requestCancel(input: CancelInput): Promise<Settled<CancelResult>> {
  return runJob(() => cancelBuild(input), browserJobParts());
}

/** Delete when the build ends. */
export function requestQueue(ref: ReasonedRef): Promise<Settled<QueueResult>> {
  return runJob(() => queueDelete(ref), browserJobParts());
}

export function requestUnqueue(ref: ReasonedRef): Promise<Settled<UnqueueResult>> {
  return runJob(() => unqueueDelete(ref), browserJobParts());
}

export function requestProtect(ref: ReasonedRef): Promise<Settled<ProtectResult>> {
  return runJob(() => protectTemplate(ref), browserJobParts());
}

export function requestUnprotect(ref: ReasonedRef): Promise<Settled<UnprotectResult>> {
  return runJob(() => unprotectTemplate(ref), browserJobParts());
}
