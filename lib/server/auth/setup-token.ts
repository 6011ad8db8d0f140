import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Kysely } from "kysely";
import type { Database } from "@/lib/server/db/schema";

const NAME = "setup-seed";

/**
 * The token that makes the first admin: derived from a random seed in the database and the session secret, so that all
 * replicas print the same one and a restart prints it again, while neither database nor secret alone gives it away.
 */
export async function setupToken(
  db: Kysely<Database>,
  secret: string,
  random: (bytes: number) => string,
): Promise<string> {
  const seed = { name: NAME, value: random(24) };
  await db
    .insertInto("setting")
    .values(seed)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const kept = await db
    .selectFrom("setting")
    .select("value")
    .where("name", "=", NAME)
    .executeTakeFirstOrThrow();
  return derive(kept.value, secret);
}

/** Uses the token up: true for exactly one caller that has the right one. */
export async function claimSetupToken(db: Kysely<Database>, secret: string, token: string): Promise<boolean> {
  const kept = await db.selectFrom("setting").select("value").where("name", "=", NAME).executeTakeFirst();
  if (!kept || !isSame(token, derive(kept.value, secret))) return false;
  const gone = await db
    .deleteFrom("setting")
    .where("name", "=", NAME)
    .where("value", "=", kept.value)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

function derive(seed: string, secret: string): string {
  return createHmac("sha256", secret).update(`setup ${seed}`).digest("base64url").slice(0, 32);
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
