"use server";

import type { ActionResult } from "@/lib/contracts/action-result";
import { templateRef } from "@/lib/contracts/inputs";
import type { RestoreCheck, RestoreResult } from "@/lib/contracts/recycle-bin";
import { runAction } from "@/lib/server/run-action";
import { checkRestore as check } from "@/lib/server/services/recycle-bin/check-restore";
import { restoreTemplate as restore } from "@/lib/server/services/recycle-bin/restore";

/** What ECS would refuse of a deleted template's definition; changes nothing. */
export async function checkRestore(raw: unknown): Promise<ActionResult<RestoreCheck>> {
  return await runAction(templateRef, check, raw);
}

/** Creates a deleted template again, by the ID it had. */
export async function restoreTemplate(raw: unknown): Promise<ActionResult<RestoreResult>> {
  return await runAction(templateRef, restore, raw);
}
