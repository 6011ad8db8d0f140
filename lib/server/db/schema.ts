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
    /** Who switched its reading off, and when; null: it is read. */
    disabled_by: string | null;
    disabled_at: string | null;
    /** When a failing region is asked again. */
    next_try_at: string | null;
  };
  /**
   * Beside these columns the database itself keeps `status_key`, `started_key` and `as_of_key` (what the list filters and
   * sorts by), and the tables `template_count`, `template_tag` and `template_search`.
   */
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
    /** When that build began, and who started it from here; null: not started here. */
    block_started_at: string | null;
    block_started_by: string | null;
    /** How long its last finished builds took (domain/usual-duration); null when there are none. */
    usual_ms: number | null;
    usual_builds: number | null;
    /** The open or watched attempt, null when there is none, and how it stands: `open`, `unknown`, `watched`. */
    attempt_seq: number | null;
    attempt_state: string | null;
    attempt_until: string | null;
    /** Who protects it, why and since when; null when nobody does. From `protection`. */
    protected_by: string | null;
    protected_reason: string | null;
    protected_at: string | null;
    /** The delete that waits for its build, null when none does. From `queued_delete`. */
    queue_seq: number | null;
    queued_by: string | null;
    queued_until: string | null;
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
  /** How many templates there are of each choice; kept by triggers. No resource group is the empty text. */
  template_count: {
    region_id: string;
    /** The API's word of the latest build, `-` for one that was never built, empty before the first read. */
    status_key: string;
    deletable: number;
    is_protected: number;
    resource_group_id: string;
    n: number;
  };
  /** The tags of `template` as rows, at most 300 characters of each part; kept by triggers. */
  template_tag: { region_id: string; template_id: string; tag_key: string; tag_value: string };
  /** `search_text` of `template` with an index of its parts; kept by triggers. */
  template_search: { region_id: string; template_id: string; search_text: string };
  /** Builds of templates that left, as our copy last knew them. */
  past_build: {
    region_id: string;
    template_id: string;
    build_id: string;
    template_name: string;
    status: string;
    created_at: string;
    modified_at: string | null;
    image_id: string | null;
    message: string | null;
    error_code: string | null;
    error_info: string | null;
    seen_at: string;
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
    /** The template that was created again from it and the event that tells so; null while it was not. */
    restored_as: string | null;
    restored_seq: number | null;
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
  /** Where retention cut the log: number and hash of the last event of the `count` that went. Signed; no event. */
  audit_cut: {
    seq: number;
    hash: string;
    count: number;
    at: string;
    /** The `audit.cut` event that records it. */
    event_seq: number;
    public_key: string;
    signature: string;
  };
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
  /** A template that nobody may delete until it is unprotected. */
  protection: { region_id: string; template_id: string; actor: string; reason: string | null; at: string };
  /** "Delete when the build ends". Key is the number of its `template.delete.queue` event. */
  queued_delete: {
    queue_seq: number;
    account: string;
    endpoint: string;
    region_id: string;
    template_id: string;
    template_name: string;
    /** As whom it will be deleted, with the role of that moment. */
    actor: string;
    reason: string | null;
    /** waiting, trying (its intent is being written or is open), ended. */
    state: string;
    /** The build it waits for and its last known word; a `blocked` event is recorded once for each build. */
    build_id: string | null;
    build_status: string | null;
    queued_at: string;
    expires_at: string;
    next_try_at: string;
    tries: number;
    /** Intent of its newest try, written by the transaction of step 5. */
    intent_seq: number | null;
    ended_at: string | null;
    /** A QueueEnd of domain/queue. */
    ended_by: string | null;
    /** The last refusal before an intent that was recorded, so that the same one is not recorded at every look. */
    noted: string | null;
  };
  /** One confirmed delete of several templates. `runner` is the process that works on it until `runner_until`. */
  bulk_delete: {
    bulk_id: string;
    actor: string;
    reason: string | null;
    at: string;
    runner: string | null;
    runner_until: string | null;
    ended_at: string | null;
    /** When its owner closed the results; until then they are offered again. */
    closed_at: string | null;
    /** `queue`: each is queued for the end of its build; null: deleted now. */
    wish: string | null;
  };
  bulk_item: {
    bulk_id: string;
    position: number;
    region_id: string;
    template_id: string;
    template_name: string;
    /** waiting, deleting, deleted, blocked, failed, unknown. */
    result: string;
    /** Written by the transaction of step 5, so that a crash does not send twice. */
    intent_seq: number | null;
    /** JSON of what the browser shows beside the result; null while there is nothing to say. */
    detail: string | null;
    changed_at: string;
  };
  /** A template that is created again. The ClientToken is kept before the call: a lost answer is asked again, not doubled. */
  restore_attempt: {
    intent_seq: number;
    archive_id: number;
    account: string;
    endpoint: string;
    region_id: string;
    /** The old ID. */
    template_id: string;
    template_name: string;
    actor: string;
    client_token: string;
    /** Canonical JSON of the create call's parameters, the same bytes at each try. */
    request: string;
    /** open or settled. */
    state: string;
    opened_at: string;
    tries: number;
    next_try_at: string;
    new_template_id: string | null;
  };
  /** Who may become a member, by the hash of the one-time token of the link. */
  invitation: {
    token_hash: string;
    email: string;
    role: string;
    invited_by: string;
    invited_at: string;
    expires_at: string;
    used_at: string | null;
  };
  /** Calls of one region and operation in one minute of the endpoint's clock (minutes since the epoch). */
  rate_window: {
    region_id: string;
    action: string;
    minute: number;
    /** The collector's limit in that minute. */
    rate: number;
    /** Places that processes took, used or not. */
    given_collector: number;
    given_user: number;
    sent_collector: number;
    sent_user: number;
    /** Throttled by ECS, which closes the minute to the collector; and how many of them by what others of the account sent. */
    throttled: number;
    throttled_others: number;
  };
  /** Small facts of the installation (identity of the demo's endpoint, one-time set-up token's hash, …). */
  setting: { name: string; value: string };
}
