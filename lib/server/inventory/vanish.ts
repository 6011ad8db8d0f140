import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { isAppError } from "@/lib/domain/app-error";
import { appendAudit } from "@/lib/server/audit/append";
import { canonical } from "@/lib/server/audit/canonical";
import type { Db, DbClock, Trx } from "@/lib/server/context";
import type { EcsGateway } from "@/lib/server/ecs/types";
import { toBuildRead } from "./build-read";
import { LeaseLost } from "./fenced-write";
import { holdsLease, type Lease } from "./lease";
import { loadAttempt } from "./load-holds";
import { loadBuilds, loadRow } from "./load-row";
import { removeTemplate } from "./remove-template";
import { withChanges } from "./with-changes";

export type VanishDeps = {
  readonly db: Db;
  readonly publish: () => void;
  readonly clock: DbClock;
  readonly ecs: EcsGateway;
  /** The collector's own lease; a collector that lost it records nothing. */
  readonly lease: Lease;
};

/**
 * Looks at a template that a complete listing lacks. It leaves our copy only when it is *gone*: the list by ID is empty
 * and its builds answer NotFound; one of the two alone proves nothing. Recorded once, in the transaction that removes
 * the row. Answers whether it was removed. Throws what the reads throw, `database-unavailable` and LeaseLost.
 */
export async function vanish(deps: VanishDeps, ref: TemplateRef): Promise<boolean> {
  const began = await deps.clock.now(deps.db);
  if (!(await isGone(deps.ecs, ref))) return false;
  const account = await deps.ecs.account();
  return await withChanges(deps, async (trx) => {
    const record = await mayLeave(trx, ref, began);
    if (record === null) return false;
    // The log's head first, then all else: it is locked from here, so no intent can slip in behind the second look.
    const { seq } = await appendAudit(trx, deps.clock, {
      actor: "system",
      action: "template.vanished",
      phase: "outcome",
      outcome: "succeeded",
      ...ref,
      templateName: record.name,
      reason: `found gone at ${began}`,
      account,
      endpoint: deps.ecs.endpoint,
      snapshot: record.snapshot,
    });
    if (!(await holdsLease(trx, deps.lease))) throw new LeaseLost();
    if ((await mayLeave(trx, ref, began)) === null) throw new Overtaken();
    return await removeTemplate(trx, deps.clock, ref, seq);
  }).catch((error: unknown) => {
    if (error instanceof Overtaken) return false;
    throw error;
  });
}

/** Somebody settled, opened or read it between the two looks; the transaction takes its event back. */
class Overtaken extends Error {}

async function isGone(ecs: EcsGateway, ref: TemplateRef): Promise<boolean> {
  const options = { share: "collector" } as const;
  if ((await ecs.readTemplate(ref.regionId, ref.templateId, options)) !== null) return false;
  try {
    await ecs.readBuilds(ref.regionId, ref.templateId, options);
    return false;
  } catch (error) {
    if (isAppError(error, "not-found")) return true;
    throw error;
  }
}

/** Null when it has left already, was seen by a later read, or an attempt of ours holds it: then the reconciler settles. */
async function mayLeave(
  trx: Trx,
  ref: TemplateRef,
  began: string,
): Promise<{ name: string; snapshot: string } | null> {
  const row = await loadRow(trx, ref);
  if (row === null || row.listed_at >= began || (row.builds_as_of ?? "") >= began) return null;
  if ((await loadAttempt(trx, ref)) !== null) return null;
  const builds = (await loadBuilds(trx, ref)).map(toBuildRead);
  return {
    name: row.name,
    snapshot: canonical({ definition: JSON.parse(row.definition), builds }),
  };
}
