"use server";

import type { ActionResult } from "@/lib/contracts/action-result";
import type { CancelResult, DeleteResult, ExplainResult, StartResult } from "@/lib/contracts/delete";
import { cancelInput, deleteInput, templateRef } from "@/lib/contracts/inputs";
import { runAction } from "@/lib/server/run-action";
import { cancelBuild as cancel } from "@/lib/server/services/builds/cancel";
import { startBuild as start } from "@/lib/server/services/builds/start";
import { deleteTemplate as remove } from "@/lib/server/services/templates/delete";
import { explainBlock as explain } from "@/lib/server/services/templates/explain-block";

/** A press on a Delete that may not act: why not, and what is recorded of it. */
export async function explainBlock(raw: unknown): Promise<ActionResult<ExplainResult>> {
  return await runAction(templateRef, explain, raw);
}

/** A confirmed delete. */
export async function deleteTemplate(raw: unknown): Promise<ActionResult<DeleteResult>> {
  return await runAction(deleteInput, remove, raw);
}

/** Starts a build of a template. */
export async function startBuild(raw: unknown): Promise<ActionResult<StartResult>> {
  return await runAction(templateRef, start, raw);
}

/** Cancels a running build. */
export async function cancelBuild(raw: unknown): Promise<ActionResult<CancelResult>> {
  return await runAction(cancelInput, cancel, raw);
}
