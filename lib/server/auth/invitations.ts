import "server-only";
import { createHash } from "node:crypto";
import type { Role } from "@/lib/domain/roles";
import { isRole } from "@/lib/domain/roles";
import type { Db, DbClock, Trx } from "@/lib/server/context";

/** How long the link of an invitation works. */
const VALID_MS = 7 * 24 * 3_600_000;

export type Invitation = {
  readonly email: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly expiresAt: string;
};

/**
 * Keeps an invitation by the hash of its token; an older one of the same e-mail is void. `token` is what the link
 * carries, at least 32 characters that nobody can guess. Throws `database-unavailable`.
 */
export async function keepInvitation(
  trx: Trx,
  clock: DbClock,
  token: string,
  invited: { readonly email: string; readonly role: Role; readonly by: string },
): Promise<string> {
  const at = await clock.now(trx);
  const expiresAt = new Date(Date.parse(at) + VALID_MS).toISOString();
  await trx
    .deleteFrom("invitation")
    .where("email", "=", invited.email)
    .where("used_at", "is", null)
    .execute();
  await trx
    .insertInto("invitation")
    .values({
      token_hash: hash(token),
      email: invited.email,
      role: invited.role,
      invited_by: invited.by,
      invited_at: at,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
  return expiresAt;
}

/** Invitations that still wait, by e-mail. Throws `database-unavailable`. */
export async function listInvitations(db: Db, clock: DbClock): Promise<Invitation[]> {
  const rows = await db
    .selectFrom("invitation")
    .selectAll()
    .where("used_at", "is", null)
    .where("expires_at", ">", await clock.now(db))
    .orderBy("email")
    .execute();
  return rows.map(toInvitation);
}

/** The invitation of a link, or null when it is unknown, used or too old. Throws `database-unavailable`. */
export async function readInvitation(db: Db, clock: DbClock, token: string): Promise<Invitation | null> {
  const row = await db
    .selectFrom("invitation")
    .selectAll()
    .where("token_hash", "=", hash(token))
    .where("used_at", "is", null)
    .where("expires_at", ">", await clock.now(db))
    .executeTakeFirst();
  return row ? toInvitation(row) : null;
}

/** Uses the link up: true for exactly one caller. Throws `database-unavailable`. */
export async function claimInvitation(trx: Trx, clock: DbClock, token: string): Promise<boolean> {
  const at = await clock.now(trx);
  const claimed = await trx
    .updateTable("invitation")
    .set({ used_at: at })
    .where("token_hash", "=", hash(token))
    .where("used_at", "is", null)
    .where("expires_at", ">", at)
    .executeTakeFirst();
  return claimed.numUpdatedRows > 0n;
}

/** Gives a claimed link back to its owner, because no account came of it. Throws `database-unavailable`. */
export async function releaseInvitation(db: Db, token: string): Promise<void> {
  await db.updateTable("invitation").set({ used_at: null }).where("token_hash", "=", hash(token)).execute();
}

/** Takes an invitation back by its e-mail; false when none waits. Throws `database-unavailable`. */
export async function dropInvitation(trx: Trx, email: string): Promise<boolean> {
  const gone = await trx
    .deleteFrom("invitation")
    .where("email", "=", email)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

function hash(token: string): string {
  return createHash("sha256").update(`invitation ${token}`).digest("hex");
}

function toInvitation(row: {
  email: string;
  role: string;
  invited_by: string;
  expires_at: string;
}): Invitation {
  if (!isRole(row.role)) throw new Error(`an invitation has the role ${JSON.stringify(row.role)}`);
  return { email: row.email, role: row.role, invitedBy: row.invited_by, expiresAt: row.expires_at };
}
