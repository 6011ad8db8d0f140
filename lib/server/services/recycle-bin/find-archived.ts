import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { AppError } from "@/lib/domain/app-error";
import { binDays, oldestKept } from "@/lib/domain/recycle-bin";
import type { Ctx, Db, Trx } from "@/lib/server/context";
import { inBin } from "./in-bin";

/** A template in the recycle bin that may be created again. `account` is where it was; null when nobody knows. */
export type Archived = {
  readonly id: number;
  readonly name: string;
  readonly definition: Readonly<Record<string, unknown>>;
  readonly builds: string;
  readonly account: string | null;
};

/**
 * The row of a template by the ID it had, newest first. Throws AppError `not-in-bin` (never there, its time is over,
 * or the template is there again), `already-restored` (`templateId`), `restore-in-progress` (`by`),
 * `database-unavailable`.
 */
export async function findArchived(
  ctx: Pick<Ctx, "clock" | "recycleBinDays">,
  db: Db | Trx,
  ref: TemplateRef,
): Promise<Archived> {
  const oldest = oldestKept(await ctx.clock.now(db), binDays(ctx));
  const row = await inBin(db, oldest)
    .leftJoin("audit_event as event", "event.seq", "archived.audit_seq")
    .leftJoin("restore_attempt as attempt", (join) =>
      join.onRef("attempt.archive_id", "=", "archived.id").on("attempt.state", "=", "open"),
    )
    .select([
      "archived.id",
      "archived.name",
      "archived.definition",
      "archived.builds",
      "archived.restored_as",
      "event.account",
      "attempt.actor as restorer",
    ])
    .where("archived.region_id", "=", ref.regionId)
    .where("archived.template_id", "=", ref.templateId)
    .executeTakeFirst();
  if (row === undefined) throw new AppError("not-in-bin");
  if (row.restored_as !== null) {
    throw new AppError("already-restored", { params: { templateId: row.restored_as } });
  }
  if (row.restorer !== null) throw new AppError("restore-in-progress", { params: { by: row.restorer } });
  const { id, name, builds, account } = row;
  return { id, name, builds, account, definition: JSON.parse(row.definition) };
}
