"use server";

import type { ActionResult } from "@/lib/contracts/action-result";
import type { BulkStart } from "@/lib/contracts/bulk";
import { bulkInput, bulkQueueInput, bulkRef } from "@/lib/contracts/bulk-input";
import { runAction } from "@/lib/server/run-action";
import { closeBulk as close } from "@/lib/server/services/bulk/close";
import { deleteTemplates as remove } from "@/lib/server/services/templates/bulk-delete";
import { queueTemplates as queue } from "@/lib/server/services/templates/bulk-queue";

/** A confirmed delete of several templates; it goes on by itself. */
export async function deleteTemplates(raw: unknown): Promise<ActionResult<BulkStart>> {
  return await runAction(bulkInput, remove, raw);
}

/** Delete when the build ends, for several templates; it goes on by itself. */
export async function queueTemplates(raw: unknown): Promise<ActionResult<BulkStart>> {
  return await runAction(bulkQueueInput, queue, raw);
}

/** The results of one were seen. */
export async function closeBulk(raw: unknown): Promise<ActionResult<{ readonly closed: boolean }>> {
  return await runAction(bulkRef, close, raw);
}
