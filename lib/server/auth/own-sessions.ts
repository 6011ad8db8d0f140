import "server-only";
import { sql } from "kysely";
import type { Db, Trx } from "@/lib/server/context";
import type { AccountKind } from "./session";

/** A session that may still be used. Times are ISO 8601 UTC. */
export type Session = {
  readonly id: string;
  readonly startedAt: string;
  /** To the nearest ten minutes or so. */
  readonly usedAt: string;
  readonly userAgent: string | null;
};

type Owner = { readonly accounts: AccountKind; readonly name: string };
type Row = { id: string; createdAt: string | Date; updatedAt: string | Date; userAgent: string | null };

/** The sessions of an account that are not over, the one used last first. Throws `database-unavailable`. */
export async function sessionsOf(db: Db | Trx, owner: Owner, now: string): Promise<Session[]> {
  const { rows } = await sql<Row>`
    select s.id, s."createdAt", s."updatedAt", s."userAgent"
    from auth_session s join auth_user u on u.id = s."userId"
    where u.kind = ${owner.accounts} and u.name = ${owner.name} and s."expiresAt" > ${now}
    order by s."updatedAt" desc, s.id`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    startedAt: new Date(row.createdAt).toISOString(),
    usedAt: new Date(row.updatedAt).toISOString(),
    userAgent: row.userAgent || null,
  }));
}

/** Ends one session of an account by its ID; false: it has none of that ID. */
export async function dropSession(trx: Trx, owner: Owner, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from auth_session where id = ${id} and "userId" in (${idsOf(owner)})`.execute(trx);
  return numAffectedRows === 1n;
}

/** Ends every session of an account but one; answers how many that were. */
export async function dropOtherSessions(trx: Trx, owner: Owner, keep: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from auth_session where id <> ${keep} and "userId" in (${idsOf(owner)})`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

function idsOf({ accounts, name }: Owner) {
  return sql`select id from auth_user where kind = ${accounts} and name = ${name}`;
}
