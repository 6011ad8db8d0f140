import "server-only";
import type { Generated } from "kysely";

/**
 * The one schema type of both databases. Times are ISO 8601 UTC text with milliseconds, always the database's own.
 * Flags are 0 or 1. JSON is canonical text. Numbers come back as numbers on both dialects.
 */
export interface Database {
  /** Leadership: one row a name. `token` rises with each new holder, so a paused holder that wakes can be told. */
  lease: { name: string; holder: string; token: number; expires_at: string };
  /** A row a counter, locked by whoever takes the next number; commit order is number order. */
  counter: { name: string; value: number };
  /** The collector's view of a region. `listed_at` is when the last complete listing began. */
  region: {
    region_id: string;
    listed_at: string | null;
    /** AppError code of the last listing when it failed, else null, and since when it fails. */
    error_code: string | null;
    failing_since: string | null;
    template_count: number;
  };
  template: {
    region_id: string;
    template_id: string;
    name: string;
    description: string | null;
    /** The whole definition as read, canonical JSON; what the audit snapshot and the archive keep. */
    definition: string;
    base_image: string | null;
    resource_group_id: string | null;
    /** JSON array of { key, value }. */
    tags: string;
    /** Lower-case text that `q` searches: name, ID, tags. */
    search_text: string;
    created_at: string;
    /** When the read that this row's definition comes from began. */
    listed_at: string;
    /** When the read of its builds began; null: not read yet. */
    builds_as_of: string | null;
    /** AppError code when the last read of its builds failed, else null. */
    builds_error: string | null;
    latest_build_id: string | null;
    latest_status: string | null;
    latest_started_at: string | null;
    build_count: number;
    running_count: number;
    /** 1 when domain/deletability says so; the reason otherwise. Kept by the writer of the row, for filters. */
    deletable: number;
    block_reason: string | null;
    block_build_id: string | null;
    block_build_status: string | null;
    /** The open or watched attempt, null when there is none, and how it stands: `open`, `unknown`, `watched`. */
    attempt_seq: number | null;
    attempt_state: string | null;
    attempt_until: string | null;
    /** Number of the change that wrote this row last. */
    change_seq: number;
  };
  build: {
    region_id: string;
    template_id: string;
    build_id: string;
    status: string;
    created_at: string;
    modified_at: string | null;
    image_id: string | null;
    message: string | null;
    error_code: string | null;
    error_info: string | null;
    /** When the newest read that listed it began, and the first complete read that lacked it (else null). */
    seen_at: string;
    missing_since: string | null;
  };
  /** A template that left: beats reads that began before `at`. */
  tombstone: { region_id: string; template_id: string; at: string };
  /** Definition and builds of a template that left, for the recycle bin. */
  template_archive: {
    id: Generated<number>;
    region_id: string;
    template_id: string;
    name: string;
    definition: string;
    builds: string;
    archived_at: string;
    /** The audit event that tells why it left. */
    audit_seq: number;
  };
  /** The numbered changes that /api/live goes on from. `payload` is the wire text of the change. */
  change: {
    seq: number;
    at: string;
    kind: string;
    region_id: string | null;
    template_id: string | null;
    payload: string;
  };
  audit_event: {
    seq: number;
    at: string;
    actor: string;
    action: string;
    phase: string;
    outcome: string | null;
    intent_seq: number | null;
    region_id: string | null;
    template_id: string | null;
    template_name: string | null;
    build_id: string | null;
    build_status: string | null;
    reason: string | null;
    ecs_code: string | null;
    http_status: number | null;
    request_id: string | null;
    account: string | null;
    endpoint: string | null;
    /** Canonical JSON of definition and builds at the intent; its hash is in the chain. */
    snapshot: string | null;
    snapshot_hash: string | null;
    prev_hash: string;
    hash: string;
  };
  /** Signed heads of the chain; no event of the log. */
  audit_checkpoint: { seq: number; hash: string; at: string; public_key: string; signature: string };
  delete_attempt: {
    intent_seq: number;
    account: string;
    endpoint: string;
    region_id: string;
    template_id: string;
    template_name: string;
    actor: string;
    /** open, watched, settled, corrected (delete-protocol.md). */
    state: string;
    signature_date: string;
    signature_nonce: string;
    opened_at: string;
    /** After this nothing of the attempt can happen any more. */
    fence_at: string;
    /** Outcome that counts so far, null while only the intent is there. */
    last_outcome: string | null;
    /** 1 when the cloud has refused this attempt's own call with a 4xx and a code. */
    refused: number;
    reads: number;
    next_read_at: string;
    settled_at: string | null;
  };
  /** ClientToken of a build start, kept before the call so that a lost answer is asked again and not doubled. */
  start_attempt: {
    intent_seq: number;
    account: string;
    endpoint: string;
    region_id: string;
    template_id: string;
    template_name: string;
    actor: string;
    client_token: string;
    /** open or settled. */
    state: string;
    opened_at: string;
    tries: number;
    next_try_at: string;
    build_id: string | null;
  };
  /** A cancel whose answer was lost, settled by reading the build. */
  cancel_attempt: {
    intent_seq: number;
    account: string;
    endpoint: string;
    region_id: string;
    template_id: string;
    template_name: string;
    build_id: string;
    actor: string;
    state: string;
    opened_at: string;
    tries: number;
    next_try_at: string;
  };
  /** Small facts of the installation (identity of the demo's endpoint, one-time set-up token's hash, …). */
  setting: { name: string; value: string };
}
