"use server";

import type { ActionResult } from "@/lib/contracts/action-result";
import type { CancelResult, DeleteResult, ExplainResult, StartResult } from "@/lib/contracts/delete";
import { cancelInput, deleteInput, reasonedRef, templateRef } from "@/lib/contracts/inputs";
import type { ProtectResult, UnprotectResult } from "@/lib/contracts/protection";
import type { QueueResult, UnqueueResult } from "@/lib/contracts/queue";
import { runAction } from "@/lib/server/run-action";
import { cancelBuild as cancel } from "@/lib/server/services/builds/cancel";
import { startBuild as start } from "@/lib/server/services/builds/start";
import { deleteTemplate as remove } from "@/lib/server/services/templates/delete";
import { explainBlock as explain } from "@/lib/server/services/templates/explain-block";
import { protectTemplate as protect } from "@/lib/server/services/templates/protect";
import { queueDelete as queue } from "@/lib/server/services/templates/queue-delete";
import { unprotectTemplate as unprotect } from "@/lib/server/services/templates/unprotect";
import { unqueueDelete as unqueue } from "@/lib/server/services/templates/unqueue";

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

/** Delete when the build ends. */
export async function queueDelete(raw: unknown): Promise<ActionResult<QueueResult>> {
  return await runAction(reasonedRef, queue, raw);
}

/** Takes a queued delete back. */
export async function unqueueDelete(raw: unknown): Promise<ActionResult<UnqueueResult>> {
  return await runAction(reasonedRef, unqueue, raw);
}

/** Nobody may delete the template until the protection is removed. */
export async function protectTemplate(raw: unknown): Promise<ActionResult<ProtectResult>> {
  return await runAction(reasonedRef, protect, raw);
}

/** Removes a protection. */
export async function unprotectTemplate(raw: unknown): Promise<ActionResult<UnprotectResult>> {
  return await runAction(reasonedRef, unprotect, raw);
}
