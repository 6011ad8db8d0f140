import "server-only";
import type { Kysely } from "kysely";
import { makeAppendOnly } from "./append-only";
import type { DatabaseKind } from "./column-types";
import { createIndexes, createTables, type Tables } from "./create-tables";

const TABLES: Tables = {
  lease: { columns: { name: "text", holder: "text", token: "int", expires_at: "text" }, key: ["name"] },
  counter: { columns: { name: "text", value: "int" }, key: ["name"] },
  setting: { columns: { name: "text", value: "text" }, key: ["name"] },
  region: {
    columns: {
      region_id: "text",
      listed_at: "text?",
      error_code: "text?",
      failing_since: "text?",
      template_count: "int",
    },
    key: ["region_id"],
  },
  template: {
    columns: {
      region_id: "text",
      template_id: "text",
      name: "text",
      description: "text?",
      definition: "text",
      base_image: "text?",
      resource_group_id: "text?",
      tags: "text",
      search_text: "text",
      created_at: "text",
      listed_at: "text",
      builds_as_of: "text?",
      builds_error: "text?",
      latest_build_id: "text?",
      latest_status: "text?",
      latest_started_at: "text?",
      build_count: "int",
      running_count: "int",
      deletable: "int",
      block_reason: "text?",
      block_build_id: "text?",
      block_build_status: "text?",
      attempt_seq: "int?",
      attempt_state: "text?",
      attempt_until: "text?",
      change_seq: "int",
    },
    key: ["region_id", "template_id"],
  },
  build: {
    columns: {
      region_id: "text",
      template_id: "text",
      build_id: "text",
      status: "text",
      created_at: "text",
      modified_at: "text?",
      image_id: "text?",
      message: "text?",
      error_code: "text?",
      error_info: "text?",
      seen_at: "text",
      missing_since: "text?",
    },
    key: ["region_id", "template_id", "build_id"],
  },
  tombstone: {
    columns: { region_id: "text", template_id: "text", at: "text" },
    key: ["region_id", "template_id"],
  },
  template_archive: {
    columns: {
      id: "id",
      region_id: "text",
      template_id: "text",
      name: "text",
      definition: "text",
      builds: "text",
      archived_at: "text",
      audit_seq: "int",
    },
  },
  change: {
    columns: {
      seq: "int",
      at: "text",
      kind: "text",
      region_id: "text?",
      template_id: "text?",
      payload: "text",
    },
    key: ["seq"],
  },
  audit_event: {
    columns: {
      seq: "int",
      at: "text",
      actor: "text",
      action: "text",
      phase: "text",
      outcome: "text?",
      intent_seq: "int?",
      region_id: "text?",
      template_id: "text?",
      template_name: "text?",
      build_id: "text?",
      build_status: "text?",
      reason: "text?",
      ecs_code: "text?",
      http_status: "int?",
      request_id: "text?",
      account: "text?",
      endpoint: "text?",
      snapshot: "text?",
      snapshot_hash: "text?",
      prev_hash: "text",
      hash: "text",
    },
    key: ["seq"],
  },
  audit_checkpoint: {
    columns: { seq: "int", hash: "text", at: "text", public_key: "text", signature: "text" },
    key: ["seq"],
  },
  delete_attempt: {
    columns: {
      intent_seq: "int",
      account: "text",
      endpoint: "text",
      region_id: "text",
      template_id: "text",
      template_name: "text",
      actor: "text",
      state: "text",
      signature_date: "text",
      signature_nonce: "text",
      opened_at: "text",
      fence_at: "text",
      last_outcome: "text?",
      refused: "int",
      reads: "int",
      next_read_at: "text",
      settled_at: "text?",
    },
    key: ["intent_seq"],
  },
  start_attempt: {
    columns: {
      intent_seq: "int",
      account: "text",
      endpoint: "text",
      region_id: "text",
      template_id: "text",
      template_name: "text",
      actor: "text",
      client_token: "text",
      state: "text",
      opened_at: "text",
      tries: "int",
      next_try_at: "text",
      build_id: "text?",
    },
    key: ["intent_seq"],
  },
  cancel_attempt: {
    columns: {
      intent_seq: "int",
      account: "text",
      endpoint: "text",
      region_id: "text",
      template_id: "text",
      template_name: "text",
      build_id: "text",
      actor: "text",
      state: "text",
      opened_at: "text",
      tries: "int",
      next_try_at: "text",
    },
    key: ["intent_seq"],
  },
};

const INDEXES: Readonly<Record<string, string>> = {
  template_name: "template (name, region_id, template_id)",
  template_status: "template (latest_status)",
  template_started: "template (latest_started_at)",
  template_as_of: "template (builds_as_of)",
  template_deletable: "template (deletable)",
  template_change: "template (change_seq)",
  build_newest: "build (region_id, template_id, created_at)",
  archive_template: "template_archive (region_id, template_id)",
  archive_time: "template_archive (archived_at)",
  audit_event_template: "audit_event (template_id, seq)",
  audit_event_action: "audit_event (action, seq)",
  audit_event_outcome: "audit_event (outcome, seq)",
  audit_event_actor: "audit_event (actor, seq)",
  audit_event_at: "audit_event (at)",
  audit_event_intent: "audit_event (intent_seq)",
  delete_attempt_due: "delete_attempt (state, next_read_at)",
  start_attempt_due: "start_attempt (state, next_try_at)",
  cancel_attempt_due: "cancel_attempt (state, next_try_at)",
};

/** The locks of the delete protocol: one attempt under way for a template, on one process and on many. */
const UNIQUE: Readonly<Record<string, string>> = {
  delete_attempt_under_way:
    "delete_attempt (account, endpoint, region_id, template_id) where state in ('open', 'watched')",
  start_attempt_under_way: "start_attempt (account, endpoint, region_id, template_id) where state = 'open'",
};

/** Every table of the first form. */
export async function up(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await createTables(db, kind, TABLES);
  await createIndexes(db, INDEXES, UNIQUE);
  await makeAppendOnly(db, kind);
}
