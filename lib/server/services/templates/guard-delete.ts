import "server-only";
import type { Blocked, DeleteFailed } from "@/lib/contracts/delete";
import { errorDto } from "@/lib/contracts/error";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { AppError } from "@/lib/domain/app-error";
import { decideDeletability } from "@/lib/domain/deletability";
import type { Ctx } from "@/lib/server/context";
import type { BuildRead } from "@/lib/server/ecs/types";
import { missingBuilds } from "@/lib/server/inventory/missing-builds";
import { recordBuilds } from "@/lib/server/inventory/record-builds";
import { canRetry, expected } from "../expected";
import { recordOutcome, type SingleOutcome } from "../record";
import { toBlockingBuild } from "./blocking-build";
import type { DeleteOrder } from "./delete-order";
import { loadProtection } from "./load-protection";
import { loadTemplate } from "./load-template";
import { openAttempt } from "./open-attempt";

/** What steps 2 to 4 found: the fresh builds of a template that may be deleted. */
export type Guarded = {
  readonly kind: "deletable";
  readonly name: string;
  readonly definition: string;
  readonly builds: readonly BuildRead[];
  /** Database time at which the fresh read began. */
  readonly began: string;
};

/** What of an order matters before the intent. */
type Manner = Pick<DeleteOrder, "waitsForBudget" | "records">;

/** One deadline for all pages of the fresh read. */
const FRESH_READ_MS = 8_000;

/**
 * Steps 2 to 4 of the delete protocol: protection and other attempts, a fresh read of all builds, the rule.
 * A refusal is recorded as exactly one outcome. Throws only `database-unavailable` and what nobody expects.
 */
export async function guardDelete(
  ctx: Ctx,
  ref: TemplateRef,
  order: Manner = {},
): Promise<Guarded | Blocked | DeleteFailed> {
  const copy = await loadTemplate(ctx, ref);
  const name = copy?.name ?? null;

  if ((await loadProtection(ctx.db, ref)) !== null) return await recordProtected(ctx, ref, name, order);

  const other = await openAttempt(ctx, ref);
  if (other !== null) {
    const params = { state: other.state, until: other.fence_at };
    const error = new AppError("delete-in-progress", { params });
    return recordFailure(ctx, ref, name, error, "delete-in-progress", order);
  }

  const began = await ctx.clock.now(ctx.db);
  const fresh = await readFresh(ctx, ref, copy, began).catch(expected);
  if (fresh instanceof AppError) {
    if (fresh.code === "not-found") {
      const error = new AppError("already-gone", { ...faultOf(fresh) });
      return recordFailure(ctx, ref, name, error, "already deleted elsewhere", order);
    }
    if (fresh.code === "budget-exhausted" && order.waitsForBudget === true) {
      return { kind: "failed", error: errorDto(fresh), retry: true, auditSeq: null };
    }
    return recordFailure(ctx, ref, name, fresh, fresh.code, order);
  }
  const verdict = decideDeletability({
    builds: fresh.builds.map(({ id, status, createdAt }) => ({ id, status, createdAt })),
    isProtected: false,
    hasOpenAttempt: false,
  });
  if (!verdict.deletable) {
    const auditSeq = await recordRefusal(ctx, order, {
      action: "template.delete",
      outcome: "blocked",
      ...ref,
      templateName: fresh.name,
      reason: verdict.reason,
      build: verdict.build ?? null,
    });
    return {
      kind: "blocked",
      reason: verdict.reason,
      build: verdict.build ? await toBlockingBuild(ctx, verdict.build, fresh.builds) : null,
      auditSeq,
    };
  }
  return { kind: "deletable", ...fresh, began };
}

/** Protected: nobody may delete it, so it is a blocked delete like one with a running build. */
export async function recordProtected(
  ctx: Ctx,
  ref: TemplateRef,
  templateName: string | null,
  order: Manner = {},
): Promise<Blocked> {
  const auditSeq = await recordRefusal(ctx, order, {
    action: "template.delete",
    outcome: "blocked",
    ...ref,
    templateName,
    reason: "protected",
  });
  return { kind: "blocked", reason: "protected", build: null, auditSeq };
}

/** Recorded, unless who ordered it has recorded the same before; then null. */
async function recordRefusal(ctx: Ctx, order: Manner, event: SingleOutcome): Promise<number | null> {
  const refusal = { reason: event.reason ?? "", buildId: event.build?.id ?? null };
  if (order.records && !order.records(refusal)) return null;
  return await recordOutcome(ctx, event);
}

async function readFresh(
  ctx: Ctx,
  ref: TemplateRef,
  copy: { name: string; definition: string } | null,
  began: string,
) {
  const options = { share: "user", deadlineMs: FRESH_READ_MS } as const;
  const builds = await ctx.ecs.readBuilds(ref.regionId, ref.templateId, options);
  const missing = await missingBuilds(ctx.db, ref, builds);
  await recordBuilds(ctx.db, ctx.clock, { ...ref, began, builds });
  ctx.publish();
  // A build that we know and the answer lacks: the answer is not to be trusted with an irreversible step.
  if (missing.length > 0) throw new AppError("ecs-unreadable", { params: { why: "missing-builds" } });
  if (copy !== null) return { ...copy, builds };
  const template = await ctx.ecs.readTemplate(ref.regionId, ref.templateId, options);
  if (template === null) throw new AppError("ecs-unreadable");
  return { name: template.name, definition: JSON.stringify(template.definition), builds };
}

async function recordFailure(
  ctx: Ctx,
  ref: TemplateRef,
  templateName: string | null,
  error: AppError,
  reason: string,
  order: Manner,
): Promise<DeleteFailed> {
  const auditSeq = await recordRefusal(ctx, order, {
    action: "template.delete",
    outcome: "failed",
    ...ref,
    templateName,
    reason,
    fault: error.ecs,
  });
  return { kind: "failed", error: errorDto(error), retry: canRetry(error), auditSeq };
}

function faultOf(error: AppError) {
  return error.ecs ? { ecs: error.ecs } : {};
}
