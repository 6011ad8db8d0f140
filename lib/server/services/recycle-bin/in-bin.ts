import "server-only";
import type { Db, Trx } from "@/lib/server/context";

/**
 * The rows of the recycle bin: what left after `oldest`, of one template the newest time it left, and none that is
 * there again under its own ID.
 */
export function inBin(db: Db | Trx, oldest: string) {
  return db
    .selectFrom("template_archive as archived")
    .where("archived.archived_at", ">", oldest)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("template_archive as later")
            .select("later.id")
            .whereRef("later.region_id", "=", "archived.region_id")
            .whereRef("later.template_id", "=", "archived.template_id")
            .whereRef("later.id", ">", "archived.id"),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("template as present")
            .select("present.template_id")
            .whereRef("present.region_id", "=", "archived.region_id")
            .whereRef("present.template_id", "=", "archived.template_id"),
        ),
      ),
    );
}
