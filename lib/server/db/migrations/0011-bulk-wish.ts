import "server-only";
import type { Kysely } from "kysely";
import type { DatabaseKind } from "./column-types";
import { addColumns } from "./create-tables";

/** What is to be done with each template of a bulk: those from before this step are deletes. */
export async function up(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await addColumns(db, kind, "bulk_delete", { wish: "text?" });
}
