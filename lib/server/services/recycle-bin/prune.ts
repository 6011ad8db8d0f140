import "server-only";
import { binDays, oldestKept } from "@/lib/domain/recycle-bin";
import { appendAudit } from "@/lib/server/audit/append";
import type { SystemCtx } from "@/lib/server/context";
import { appendChange } from "@/lib/server/inventory/append-change";

const AT_ONCE = 20;

/**
 * Lets go of what has been in the recycle bin for RECYCLE_BIN_DAYS: definition and kept builds, one `template.prune`
 * by `system` each, in one transaction with it. A restore that is under way keeps its row, and so does a template that
 * was created again for as long as our copy holds it. Answers with how many. Throws `database-unavailable`.
 */
export async function pruneRecycleBin(ctx: SystemCtx): Promise<number> {
  const days = binDays(ctx);
  const oldest = oldestKept(await ctx.clock.now(ctx.db), days);
  const over = await overRows(ctx, oldest);
  let pruned = 0;
  for (const row of over) if (await prune(ctx, row, days)) pruned += 1;
  if (pruned > 0) ctx.publish();
  return pruned;
}

async function overRows(ctx: SystemCtx, oldest: string) {
  return await ctx.db
    .selectFrom("template_archive as archived")
    .select(["archived.id", "archived.region_id", "archived.template_id", "archived.name"])
    .where("archived.archived_at", "<=", oldest)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("template")
            .select("template.template_id")
            .whereRef("template.region_id", "=", "archived.region_id")
            .whereRef("template.template_id", "=", "archived.restored_as"),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("restore_attempt")
            .select("intent_seq")
            .whereRef("archive_id", "=", "archived.id")
            .where("state", "=", "open"),
        ),
      ),
    )
    .orderBy("archived.archived_at")
    .limit(AT_ONCE)
    .execute();
}

type Over = Awaited<ReturnType<typeof overRows>>[number];

/** A restore began, or another replica pruned it: the transaction takes its event back. */
class Overtaken extends Error {}

async function prune(ctx: SystemCtx, row: Over, days: number): Promise<boolean> {
  const shown = {
    action: "template.prune",
    outcome: "succeeded",
    intentSeq: null,
    regionId: row.region_id,
    templateId: row.template_id,
    reason: `kept for ${days} days`,
    ecsCode: null,
    httpStatus: null,
    requestId: null,
  } as const;
  return await ctx.db
    .transaction()
    .execute(async (trx) => {
      // The log's head first: no restore can open from here on.
      const { seq } = await appendAudit(trx, ctx.clock, {
        ...shown,
        actor: ctx.actor.name,
        phase: "outcome",
        templateName: row.name,
      });
      const { numDeletedRows } = await trx
        .deleteFrom("template_archive")
        .where("id", "=", row.id)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("restore_attempt")
                .select("intent_seq")
                .where("archive_id", "=", row.id)
                .where("state", "=", "open"),
            ),
          ),
        )
        .executeTakeFirst();
      if (numDeletedRows !== 1n) throw new Overtaken();
      await trx
        .deleteFrom("past_build")
        .where("region_id", "=", row.region_id)
        .where("template_id", "=", row.template_id)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("template_archive")
                .select("id")
                .where("region_id", "=", row.region_id)
                .where("template_id", "=", row.template_id),
            ),
          ),
        )
        .execute();
      await appendChange(trx, ctx.clock, { kind: "outcome", outcome: { seq, ...shown } });
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof Overtaken) return false;
      throw error;
    });
}
