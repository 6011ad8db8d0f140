import "server-only";
import type { Kysely } from "kysely";
import type { DatabaseKind } from "./column-types";
import { addColumns, createIndexes } from "./create-tables";

/** When the one who ordered a bulk delete has seen its results: until then the list offers them again. */
export async function up(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await addColumns(db, kind, "bulk_delete", { closed_at: "text?" });
  await createIndexes(db, { bulk_delete_mine: "bulk_delete (actor, closed_at)" }, {});
}
