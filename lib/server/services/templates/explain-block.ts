import "server-only";
import type { Confirmable, ExplainResult } from "@/lib/contracts/delete";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { latestBuild } from "@/lib/domain/deletability";
import type { Ctx } from "@/lib/server/context";
import { denyUnlessMayWrite } from "../deny";
import { toShownBuild } from "./blocking-build";
import { type Guarded, guardDelete } from "./guard-delete";

/**
 * A press on a Delete that may not act: steps 1 to 4 without a confirmation. Exactly one event for each refusal,
 * never an intent; no event when the fresh read finds the template deletable now.
 */
export async function explainBlock(ctx: Ctx, ref: TemplateRef): Promise<ExplainResult> {
  const denied = await denyUnlessMayWrite(ctx, "template.delete", ref);
  if (denied) return denied;
  const guarded = await guardDelete(ctx, ref);
  if (guarded.kind !== "deletable") return guarded;
  return toConfirmable(guarded);
}

/** Facts of the fresh read for the confirmation. */
export function toConfirmable(guarded: Guarded): Confirmable {
  const latest = latestBuild(guarded.builds);
  return {
    kind: "deletable",
    name: guarded.name,
    buildCount: guarded.builds.length,
    latestBuild: latest ? toShownBuild(latest) : null,
    checkedAt: guarded.began,
  };
}
