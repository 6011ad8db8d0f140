import "server-only";
import { type Kysely, sql } from "kysely";
import type { DatabaseKind } from "./column-types";
import { createIndexes, createTables, type Indexes, type Tables } from "./create-tables";

const TABLES: Tables = {
  audit_cut: {
    columns: {
      seq: "int",
      hash: "text",
      count: "int",
      at: "text",
      event_seq: "int",
      public_key: "text",
      signature: "text",
    },
    key: ["seq"],
  },
};

/** Two filters together, one of them rare: newest first without reading all that the other one passes. */
const INDEXES: Indexes = {
  audit_event_template_outcome: "audit_event (template_id, outcome, seq)",
  audit_event_actor_action: "audit_event (actor, action, seq)",
  audit_event_actor_outcome: "audit_event (actor, outcome, seq)",
  audit_event_action_outcome: "audit_event (action, outcome, seq)",
};

/** Retention: events leave only below a recorded cut. Checkpoints and cuts take inserts only, too. */
export async function up(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await createTables(db, kind, TABLES);
  await createIndexes(db, INDEXES, {});
  for (const statement of STATEMENTS[kind]) await sql.raw(statement).execute(db);
}

const EVENT = "audit_event is append-only";
const CHECKPOINT = "audit_checkpoint is append-only";
const CUT = "audit_cut is append-only";
const NO_EVENT = "a cut names an event of the log, below its newest one and above the cut before it";

const WAS_CUT = "exists (select 1 from audit_cut where seq >= old.seq)";
const IS_NO_CUT = `not exists (select 1 from audit_event where seq = new.seq and hash = new.hash)
  or not exists (select 1 from audit_event where seq > new.seq)
  or exists (select 1 from audit_cut where seq >= new.seq)`;

const STATEMENTS: Record<DatabaseKind, readonly string[]> = {
  sqlite: [
    "drop trigger audit_event_no_delete",
    `create trigger audit_event_no_delete before delete on audit_event when not ${WAS_CUT}
     begin select raise(abort, '${EVENT}'); end`,
    `create trigger audit_event_no_return before insert on audit_event
     when exists (select 1 from audit_cut where seq >= new.seq)
     begin select raise(abort, '${EVENT}'); end`,
    `create trigger audit_checkpoint_no_update before update on audit_checkpoint
     begin select raise(abort, '${CHECKPOINT}'); end`,
    `create trigger audit_checkpoint_no_delete before delete on audit_checkpoint when not ${WAS_CUT}
     begin select raise(abort, '${CHECKPOINT}'); end`,
    `create trigger audit_cut_no_update before update on audit_cut begin select raise(abort, '${CUT}'); end`,
    `create trigger audit_cut_no_delete before delete on audit_cut begin select raise(abort, '${CUT}'); end`,
    `create trigger audit_cut_of_event before insert on audit_cut when ${IS_NO_CUT}
     begin select raise(abort, '${NO_EVENT}'); end`,
  ],
  postgres: [
    "drop trigger audit_event_no_change on audit_event",
    `create function audit_refuse() returns trigger language plpgsql as $$
     begin raise exception '% is append-only', tg_table_name; end $$`,
    `create function audit_refuse_unless_cut() returns trigger language plpgsql as $$
     begin
       if ${WAS_CUT} then return old; end if;
       raise exception '% is append-only', tg_table_name;
     end $$`,
    `create function audit_refuse_return() returns trigger language plpgsql as $$
     begin
       if exists (select 1 from audit_cut where seq >= new.seq) then raise exception '${EVENT}'; end if;
       return new;
     end $$`,
    `create function audit_refuse_no_event() returns trigger language plpgsql as $$
     begin
       if ${IS_NO_CUT} then raise exception '${NO_EVENT}'; end if;
       return new;
     end $$`,
    `create trigger audit_event_no_update before update on audit_event
     for each row execute function audit_refuse()`,
    `create trigger audit_event_no_delete before delete on audit_event
     for each row execute function audit_refuse_unless_cut()`,
    `create trigger audit_event_no_return before insert on audit_event
     for each row execute function audit_refuse_return()`,
    `create trigger audit_checkpoint_no_update before update on audit_checkpoint
     for each row execute function audit_refuse()`,
    `create trigger audit_checkpoint_no_delete before delete on audit_checkpoint
     for each row execute function audit_refuse_unless_cut()`,
    `create trigger audit_checkpoint_no_truncate before truncate on audit_checkpoint
     for each statement execute function audit_refuse()`,
    `create trigger audit_cut_no_change before update or delete on audit_cut
     for each row execute function audit_refuse()`,
    `create trigger audit_cut_no_truncate before truncate on audit_cut
     for each statement execute function audit_refuse()`,
    `create trigger audit_cut_of_event before insert on audit_cut
     for each row execute function audit_refuse_no_event()`,
    // Rights beside the triggers: nobody needs these, and who owns the tables must first give them back to himself.
    ...["audit_event", "audit_checkpoint", "audit_cut"].flatMap((table) => [
      `revoke update, delete, truncate, trigger on ${table} from public`,
      `revoke update, truncate on ${table} from current_user`,
    ]),
    // A role that may only read and append lets the owner's function remove what was cut, and nothing else.
    `create function audit_remove_cut(at_most bigint) returns bigint language plpgsql security definer
     set search_path from current as $$
     declare
       upto bigint := (select max(seq) from audit_cut);
       start bigint := (select min(seq) from audit_event);
       removed bigint;
     begin
       delete from audit_event where seq <= least(upto, start + at_most - 1);
       get diagnostics removed = row_count;
       delete from audit_checkpoint where seq < upto and seq < start + at_most;
       return removed;
     end $$`,
  ],
};
