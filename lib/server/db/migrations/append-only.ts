import "server-only";
import { type Kysely, sql } from "kysely";
import type { DatabaseKind } from "./column-types";

/** Makes `audit_event` take inserts only, whoever asks: no update, no delete, no replace, no truncate. */
export async function makeAppendOnly(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  for (const statement of STATEMENTS[kind]) await sql.raw(statement).execute(db);
}

const REFUSAL = "audit_event is append-only";

const STATEMENTS: Record<DatabaseKind, readonly string[]> = {
  sqlite: [
    `create trigger audit_event_no_update before update on audit_event begin select raise(abort, '${REFUSAL}'); end`,
    `create trigger audit_event_no_delete before delete on audit_event begin select raise(abort, '${REFUSAL}'); end`,
    // INSERT OR REPLACE deletes without the delete trigger on connections that did not ask for recursive ones.
    `create trigger audit_event_no_replace before insert on audit_event
     when exists (select 1 from audit_event where seq = new.seq)
     begin select raise(abort, '${REFUSAL}'); end`,
  ],
  postgres: [
    `create function audit_event_refuse() returns trigger language plpgsql as $$
     begin raise exception '${REFUSAL}'; end $$`,
    `create trigger audit_event_no_change before update or delete on audit_event
     for each row execute function audit_event_refuse()`,
    `create trigger audit_event_no_truncate before truncate on audit_event
     for each statement execute function audit_event_refuse()`,
  ],
};
