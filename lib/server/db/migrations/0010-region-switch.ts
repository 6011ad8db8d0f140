import "server-only";
import type { Kysely } from "kysely";
import type { DatabaseKind } from "./column-types";
import { addColumns } from "./create-tables";

/** A region that an admin has switched off, and when a failing one is tried again. */
export async function up(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await addColumns(db, kind, "region", { disabled_by: "text?", disabled_at: "text?", next_try_at: "text?" });
}
