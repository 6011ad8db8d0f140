import "server-only";
import { Migrator } from "kysely";
import type { Db } from "../context";
import type { DatabaseKind } from "./migrations/column-types";
import { migrationsFor } from "./migrations/list";

/**
 * Runs what is missing of the migrations, in order, in one transaction; on PostgreSQL under an advisory lock, so
 * that one replica migrates and the others wait. Throws what failed, then nothing has changed.
 */
export async function migrate(db: Db, kind: DatabaseKind): Promise<void> {
  const provider = { getMigrations: async () => migrationsFor(kind) };
  // Steps that were written side by side may land in another order than their numbers.
  const migrator = new Migrator({ db, provider, allowUnorderedMigrations: true });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
