import "server-only";
import { errorDto } from "@/lib/contracts/error";
import type { ReasonedRef } from "@/lib/contracts/inputs";
import type { UnqueueResult } from "@/lib/contracts/queue";
import { AppError } from "@/lib/domain/app-error";
import type { Ctx } from "@/lib/server/context";
import { denyUnlessMayWrite } from "../deny";
import { endQueued } from "../queue/end-queued";
import { openQueue } from "../queue/open-queue";
import { recordOutcome } from "../record";

/**
 * Takes a queued delete back, whoever ordered it: the template is kept. One that is being sent cannot be called back,
 * which is recorded; where none is queued nothing is. Throws `database-unavailable`.
 */
export async function unqueueDelete(ctx: Ctx, input: ReasonedRef): Promise<UnqueueResult> {
  const ref = { regionId: input.regionId, templateId: input.templateId };
  const denied = await denyUnlessMayWrite(ctx, "template.delete.unqueue", ref);
  if (denied) return denied;
  const queued = await openQueue(ctx.db, ref);
  if (queued === null) return { kind: "kept", auditSeq: null };
  if (queued.state === "waiting") {
    const end = { from: "waiting", by: "revoked", reason: input.reason?.trim() || null } as const;
    const auditSeq = await endQueued(ctx, queued, end);
    if (auditSeq !== null) return { kind: "kept", auditSeq };
  }
  const now = await openQueue(ctx.db, ref);
  if (now === null) return { kind: "kept", auditSeq: null };
  const auditSeq = await recordOutcome(ctx, {
    action: "template.delete.unqueue",
    outcome: "failed",
    ...ref,
    templateName: now.template_name,
    reason: "delete-in-progress",
  });
  const error = new AppError("delete-in-progress", { params: { state: "open", until: "" } });
  return { kind: "failed", error: errorDto(error), retry: false, auditSeq };
}
