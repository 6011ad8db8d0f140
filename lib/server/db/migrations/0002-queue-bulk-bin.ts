import "server-only";
import type { Kysely } from "kysely";
import type { DatabaseKind } from "./column-types";
import { addColumns, createIndexes, createTables, type Indexes, type Tables } from "./create-tables";

const TABLES: Tables = {
  protection: {
    columns: { region_id: "text", template_id: "text", actor: "text", reason: "text?", at: "text" },
    key: ["region_id", "template_id"],
  },
  queued_delete: {
    columns: {
      queue_seq: "int",
      account: "text",
      endpoint: "text",
      region_id: "text",
      template_id: "text",
      template_name: "text",
      actor: "text",
      reason: "text?",
      state: "text",
      build_id: "text?",
      build_status: "text?",
      queued_at: "text",
      expires_at: "text",
      next_try_at: "text",
      tries: "int",
      intent_seq: "int?",
      ended_at: "text?",
      ended_by: "text?",
    },
    key: ["queue_seq"],
  },
  bulk_delete: {
    columns: {
      bulk_id: "text",
      actor: "text",
      reason: "text?",
      at: "text",
      runner: "text?",
      runner_until: "text?",
      ended_at: "text?",
    },
    key: ["bulk_id"],
  },
  bulk_item: {
    columns: {
      bulk_id: "text",
      position: "int",
      region_id: "text",
      template_id: "text",
      template_name: "text",
      result: "text",
      intent_seq: "int?",
      detail: "text?",
      changed_at: "text",
    },
    key: ["bulk_id", "position"],
  },
  restore_attempt: {
    columns: {
      intent_seq: "int",
      archive_id: "int",
      account: "text",
      endpoint: "text",
      region_id: "text",
      template_id: "text",
      template_name: "text",
      actor: "text",
      client_token: "text",
      request: "text",
      state: "text",
      opened_at: "text",
      tries: "int",
      next_try_at: "text",
      new_template_id: "text?",
    },
    key: ["intent_seq"],
  },
};

const INDEXES: Indexes = {
  queued_delete_due: "queued_delete (state, next_try_at)",
  bulk_delete_open: "bulk_delete (ended_at, runner_until)",
  bulk_item_intent: "bulk_item (intent_seq)",
  restore_attempt_due: "restore_attempt (state, next_try_at)",
  archive_restored: "template_archive (restored_as)",
};

const UNIQUE: Indexes = {
  queued_delete_waiting: "queued_delete (account, endpoint, region_id, template_id) where state <> 'ended'",
  bulk_item_template: "bulk_item (bulk_id, region_id, template_id)",
  restore_attempt_under_way: "restore_attempt (archive_id) where state = 'open'",
};

/** Protection, queued deletes, bulk deletes, and what the recycle bin needs to restore. */
export async function up(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await createTables(db, kind, TABLES);
  await addColumns(db, kind, "template", {
    protected_by: "text?",
    protected_reason: "text?",
    protected_at: "text?",
    queue_seq: "int?",
    queued_by: "text?",
    queued_until: "text?",
  });
  await addColumns(db, kind, "template_archive", { restored_as: "text?", restored_seq: "int?" });
  await createIndexes(db, INDEXES, UNIQUE);
}
