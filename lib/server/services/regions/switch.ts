import "server-only";
import { errorDto } from "@/lib/contracts/error";
import type { RegionSwitchInput, RegionSwitchResult } from "@/lib/contracts/regions";
import { AppError } from "@/lib/domain/app-error";
import { appendAudit } from "@/lib/server/audit/append";
import type { Ctx } from "@/lib/server/context";
import { switchRegion } from "@/lib/server/inventory/switch-region";
import { expected } from "../expected";
import { denyUnlessAdmin } from "../members/deny";

/**
 * Switches the reading of a region on or off and records it, both or neither; what is known of its templates stays, with its
 * age. A region that is as wanted already changes nothing. Expected failures are values: `not-found`.
 * Throws `database-unavailable`.
 */
export async function setRegionEnabled(ctx: Ctx, input: RegionSwitchInput): Promise<RegionSwitchResult> {
  const denied = await denyUnlessAdmin(ctx, actionOf(input), input.regionId);
  if (denied) return denied;
  try {
    await ctx.db.transaction().execute(async (trx) => {
      const result = await switchRegion(trx, ctx.clock, { ...input, by: ctx.actor.name });
      if (result === "unknown") throw new AppError("not-found");
      if (result === "same") return;
      await appendAudit(trx, ctx.clock, {
        actor: ctx.actor.name,
        action: actionOf(input),
        phase: "outcome",
        outcome: "succeeded",
        regionId: input.regionId,
      });
    });
    ctx.publish();
    return { kind: "changed" };
  } catch (error) {
    const failure = expected(error);
    if (failure.code === "database-unavailable") throw failure;
    return { kind: "failed", error: errorDto(failure) };
  }
}

function actionOf({ enabled }: RegionSwitchInput) {
  return enabled ? ("region.enable" as const) : ("region.disable" as const);
}
