import "server-only";
import { sql } from "kysely";
import { AppError } from "@/lib/domain/app-error";
import { isRole, type Role } from "@/lib/domain/roles";
import type { Db, Trx } from "@/lib/server/context";
import type { AccountKind } from "./session";

/** An account that may sign in. Times are ISO 8601 UTC. */
export type Member = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly disabledAt: string | null;
};

type Row = { id: string; name: string; email: string; role: string; disabledAt: string | null };

/** All accounts that count, by name. Throws `database-unavailable`. */
export async function listMembers(db: Db | Trx, accounts: AccountKind): Promise<Member[]> {
  const { rows } = await sql<Row>`
    select id, name, email, role, "disabledAt" from auth_user where kind = ${accounts} order by name`.execute(
    db,
  );
  return rows.map(toMember);
}

/** One account that counts, by its name. Throws AppError `not-found`, `database-unavailable`. */
export async function loadMember(db: Db | Trx, accounts: AccountKind, name: string): Promise<Member> {
  const found = (await listMembers(db, accounts)).find((member) => member.name === name);
  if (!found) throw new AppError("not-found");
  return found;
}

/**
 * Changes an account in the caller's transaction, which must hold the lock of the audit log: so two changes at once
 * cannot both find another admin. Throws AppError `last-admin`, `database-unavailable`.
 */
export async function changeMember(
  trx: Trx,
  member: Member,
  change: { readonly role?: Role; readonly disabledAt?: string | null; readonly endsSessions?: true },
): Promise<void> {
  const after = { ...member, ...change };
  const staysAdmin = after.role === "admin" && after.disabledAt === null;
  if (!staysAdmin && !(await hasOtherAdmin(trx, member))) throw new AppError("last-admin");
  await sql`
    update auth_user set role = ${after.role}, "disabledAt" = ${after.disabledAt} where id = ${member.id}`.execute(
    trx,
  );
  // Whoever is disabled is signed out everywhere; a changed role is read anew at each call.
  if (after.disabledAt !== null || change.endsSessions) await endSessions(trx, member.id);
}

async function endSessions(trx: Trx, userId: string): Promise<void> {
  await sql`delete from auth_session where "userId" = ${userId}`.execute(trx);
}

async function hasOtherAdmin(trx: Trx, member: Member): Promise<boolean> {
  if (member.role !== "admin" || member.disabledAt !== null) return true;
  const others = await listMembers(trx, "member");
  return others.some(
    (other) => other.id !== member.id && other.role === "admin" && other.disabledAt === null,
  );
}

function toMember(row: Row): Member {
  if (!isRole(row.role)) throw new Error(`an account has the role ${JSON.stringify(row.role)}`);
  return { id: row.id, name: row.name, email: row.email, role: row.role, disabledAt: row.disabledAt ?? null };
}
