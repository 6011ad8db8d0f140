import "server-only";
import { getMigrations } from "better-auth/db/migration";
import { sql } from "kysely";
import { type AuthSettings, authOptions } from "./library";

/** Any number that nobody else locks: "imagekeeper sign-in tables". */
const LOCK = 4_620_331;

/** Makes or completes the sign-in library's tables; replicas that start at once do it one after the other. */
export async function migrateAuth(settings: AuthSettings): Promise<void> {
  const migrate = async () => {
    const { runMigrations } = await getMigrations(authOptions(settings));
    await runMigrations();
  };
  if (settings.dialect === "sqlite") return migrate();
  await settings.db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${sql.lit(LOCK)})`.execute(connection);
    try {
      await migrate();
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(LOCK)})`.execute(connection);
    }
  });
}
