import { cancelBuild, deleteTemplate, explainBlock, startBuild } from "@/lib/actions/templates";
import type { CancelResult, DeleteResult, ExplainResult, StartResult } from "@/lib/contracts/delete";
import type { CancelInput, DeleteInput, TemplateRef } from "@/lib/contracts/inputs";
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
