import "server-only";
import type { Kysely } from "kysely";
import type { DatabaseKind } from "./column-types";
import { addColumns, createIndexes } from "./create-tables";

/** What a row tells of the build that blocks it, and what a queued delete has recorded already. */
export async function up(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await addColumns(db, kind, "template", {
    block_started_at: "text?",
    block_started_by: "text?",
    usual_ms: "int?",
    usual_builds: "int?",
  });
  await addColumns(db, kind, "queued_delete", { noted: "text?" });
  await createIndexes(db, { start_attempt_build: "start_attempt (build_id)" }, {});
}
