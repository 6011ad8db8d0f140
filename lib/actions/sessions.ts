"use server";

import type { ActionResult } from "@/lib/contracts/action-result";
import { type EndSessionResult, endOthersInput, endSessionInput } from "@/lib/contracts/sessions";
import { runAction } from "@/lib/server/run-action";
import { endSession as end, endOtherSessions as endOthers } from "@/lib/server/services/sessions/end";

/** Ends one of one's own sessions. */
export async function endSession(raw: unknown): Promise<ActionResult<EndSessionResult>> {
  return await runAction(endSessionInput, end, raw);
}

/** Ends one's own sessions everywhere else. */
export async function endOtherSessions(raw: unknown): Promise<ActionResult<EndSessionResult>> {
  return await runAction(endOthersInput, endOthers, raw);
}
