import "server-only";
import type { BlockingBuild } from "@/lib/contracts/delete";
import { errorDto } from "@/lib/contracts/error";
import type { ReasonedRef, TemplateRef } from "@/lib/contracts/inputs";
import type { QueueResult } from "@/lib/contracts/queue";
import { AppError } from "@/lib/domain/app-error";
import { QUEUE_DAYS } from "@/lib/domain/queue";
import type { Ctx, Trx } from "@/lib/server/context";
import { refreshRow } from "@/lib/server/inventory/refresh-row";
import { loadTemplateItem } from "@/lib/server/inventory/template-item";
import { withChanges } from "@/lib/server/inventory/with-changes";
import { denyUnlessMayWrite } from "../deny";
import { canRetry, expected } from "../expected";
import { appendQueueEvent } from "../queue/append-queue-event";
import { openQueue, type QueuedRow } from "../queue/open-queue";
import { recordOutcome } from "../record";
import { toConfirmable } from "./explain-block";
import { guardDelete } from "./guard-delete";
import { loadProtection } from "./load-protection";
import { openAttempt } from "./open-attempt";

const DAY_MS = 24 * 3_600_000;

/**
 * "Delete when the build ends": keeps the order, once for each template. Nothing more is asked; it is deleted as the
 * actor, with the role of that moment. Refused as a value, and recorded, when the template is gone or protected or a
 * delete of it is under way; one that is queued already tells by whom. Throws `database-unavailable`.
 */
export async function queueDelete(ctx: Ctx, input: ReasonedRef): Promise<QueueResult> {
  const ref = { regionId: input.regionId, templateId: input.templateId };
  const denied = await denyUnlessMayWrite(ctx, "template.delete.queue", ref);
  if (denied) return denied;
  try {
    const queued = await openQueue(ctx.db, ref);
    if (queued !== null) return toResult(queued, null, false);
    const blocking = await findBlocking(ctx, ref);
    if ("kind" in blocking) return blocking;
    return await keep(ctx, ref, blocking, input.reason?.trim() || null);
  } catch (error) {
    return await refuse(ctx, ref, expected(error));
  }
}

type Blocking = { readonly name: string; readonly build: BlockingBuild | null };

/** The build it will wait for, by a fresh read; where ECS cannot be read, by our copy: the try itself looks again. */
async function findBlocking(ctx: Ctx, ref: TemplateRef): Promise<Blocking | QueueResult> {
  const item = await loadTemplateItem(ctx.db, ref.regionId, ref.templateId);
  if (item === null) throw new AppError((await isBuried(ctx, ref)) ? "already-gone" : "not-found");
  const guarded = await guardDelete(ctx, ref, { waitsForBudget: true, records: () => false });
  switch (guarded.kind) {
    case "deletable":
      return toConfirmable(guarded);
    case "blocked":
      if (guarded.reason === "protected") throw new AppError("protected");
      return { name: item.name, build: guarded.build };
    case "failed": {
      const { code, params, ecs } = guarded.error;
      const { buildId: id, buildStatus: status, buildStartedAt: startedAt } = item.deletability;
      const isUnread = code !== "already-gone" && code !== "delete-in-progress";
      if (isUnread && id !== undefined && status !== undefined) {
        return { name: item.name, build: { id, status, startedAt: startedAt ?? "" } };
      }
      throw new AppError(code, { ...(params ? { params } : {}), ...(ecs ? { ecs } : {}) });
    }
  }
}

async function isBuried(ctx: Ctx, ref: TemplateRef): Promise<boolean> {
  const grave = await ctx.db
    .selectFrom("tombstone")
    .select("at")
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .executeTakeFirst();
  return grave !== undefined;
}

async function keep(
  ctx: Ctx,
  ref: TemplateRef,
  { name, build }: Blocking,
  reason: string | null,
): Promise<QueueResult> {
  const subject = {
    account: await ctx.ecs.account(),
    endpoint: ctx.ecs.endpoint,
    region_id: ref.regionId,
    template_id: ref.templateId,
    template_name: name,
  };
  const event = {
    actor: ctx.actor.name,
    action: "template.delete.queue",
    outcome: "succeeded",
    reason,
    build,
  } as const;
  try {
    return await withChanges(ctx, async (trx) => {
      const { seq, at } = await appendQueueEvent(trx, ctx, subject, event);
      await mayBeKept(ctx, trx, ref);
      const row: QueuedRow = {
        ...subject,
        queue_seq: seq,
        actor: ctx.actor.name,
        reason,
        state: "waiting",
        build_id: build?.id ?? null,
        build_status: build?.status ?? null,
        queued_at: at,
        expires_at: new Date(Date.parse(at) + (ctx.queueDays ?? QUEUE_DAYS) * DAY_MS).toISOString(),
        next_try_at: at,
        tries: 0,
        intent_seq: null,
        ended_at: null,
        ended_by: null,
        noted: null,
      };
      await trx.insertInto("queued_delete").values(row).execute();
      await refreshRow(trx, ctx.clock, ref);
      return toResult(row, build, true);
    });
  } catch (error) {
    if (!(error instanceof QueuedBefore)) throw error;
    return toResult(error.row, null, false);
  }
}

/** Two pressed at once; the first one's order stands. */
class QueuedBefore extends Error {
  constructor(readonly row: QueuedRow) {
    super();
  }
}

/** The log's head is locked by now, so these looks and our row are one step. */
async function mayBeKept(ctx: Ctx, trx: Trx, ref: TemplateRef): Promise<void> {
  const queued = await openQueue(trx, ref);
  if (queued !== null) throw new QueuedBefore(queued);
  if ((await loadTemplateItem(trx, ref.regionId, ref.templateId)) === null)
    throw new AppError("already-gone");
  if ((await loadProtection(trx, ref)) !== null) throw new AppError("protected");
  const other = await openAttempt({ ...ctx, db: trx }, ref);
  if (other)
    throw new AppError("delete-in-progress", { params: { state: other.state, until: other.fence_at } });
}

async function refuse(ctx: Ctx, ref: TemplateRef, failure: AppError): Promise<QueueResult> {
  if (failure.code === "database-unavailable") throw failure;
  const item = await loadTemplateItem(ctx.db, ref.regionId, ref.templateId);
  const isProtected = failure.code === "protected";
  const auditSeq = await recordOutcome(ctx, {
    action: "template.delete.queue",
    outcome: isProtected ? "blocked" : "failed",
    ...ref,
    templateName: item?.name ?? null,
    reason: failure.code === "already-gone" ? "already deleted elsewhere" : failure.code,
    fault: failure.ecs,
  });
  if (isProtected) return { kind: "blocked", reason: "protected", build: null, auditSeq };
  return { kind: "failed", error: errorDto(failure), retry: canRetry(failure), auditSeq };
}

function toResult(row: QueuedRow, build: BlockingBuild | null, isNew: boolean): QueueResult {
  return { kind: "queued", seq: row.queue_seq, by: row.actor, until: row.expires_at, build, isNew };
}
