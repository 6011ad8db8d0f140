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
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsFor(kind) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
