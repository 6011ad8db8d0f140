import type { AttemptState } from "@/lib/domain/attempt";
import type { AuditOutcome } from "@/lib/domain/audit";

/** What a sender holds when its call is over. */
export type Answer = "accepted" | "blocked" | "failed" | "not-sent" | "unknown";

/** Bytes of one call: on their way to ECS, or taken in with an effect to come; both end at `until`. */
export type Wire = {
  readonly at: "travelling" | "pending";
  /** Seconds; time does not pass beyond it before the call has arrived, was lost, or took effect. */
  readonly until: number;
  /** Whether the signature's date is still accepted. */
  readonly valid: boolean;
};

/** One confirmed delete: its sender, its call, its row, and its last outcome. Seconds since the first intent. */
export type Attempt = {
  sender: "none" | "guarded" | "intended" | "checked" | "calling" | "answered" | "over";
  /** When its guard's read began. */
  guardAt: number;
  byQueue: boolean;
  row: "none" | AttemptState;
  last: AuditOutcome | null;
  opened: number;
  fence: number;
  answer: Answer | null;
  /** What ECS has put on its way back. */
  reply: "accepted" | "blocked" | "failed" | "nonce-used" | "lost" | null;
  wires: readonly Wire[];
  resent: boolean;
  nonceSeen: boolean;
  takenIn: number;
  hadEffect: boolean;
  gaveUp: boolean;
  /** The verdict that settled it. */
  by: string | null;
  /** Whether a tombstone stood when the intent was written. */
  afterGrave: boolean;
};

/** A reconciler between its read and its compare-and-set. `band` is when the read began, seen from the attempt. */
export type Reading = {
  readonly of: number;
  readonly saw: "gone" | "present";
  readonly band: Band;
  /** The row as it was at the read; only used where compare-and-set is taken away. */
  readonly row: Attempt["row"];
  readonly last: AuditOutcome | null;
} | null;

/** Before 45 s, from there to the fence, after the fence. */
export type Band = "early" | "middle" | "late";

/** A collector between a read and its write. */
export type Collecting =
  | { readonly what: "listing"; readonly began: number; readonly saw: boolean }
  | { readonly what: "missing"; readonly began: number }
  | { readonly what: "gone"; readonly began: number; readonly wasThere: boolean }
  | null;

export type State = {
  /** Index of the moment. */
  moment: number;
  exists: boolean;
  /** The template came to exist again; only in the world of our copy. */
  reborn: boolean;
  attempts: Attempt[];
  readings: Reading[];
  collectors: Collecting[];
  /** When our copy's row was last listed, or null when there is no row. */
  rowListed: number | null;
  tombstone: number | null;
  vanished: number;
  build: "finished" | "running" | "odd";
  queue: { state: "waiting" | "ended"; intent: number | null };
  /** What went wrong on the way here. */
  wrong: string | null;
};

export function newAttempt(): Attempt {
  return {
    sender: "none",
    guardAt: 0,
    byQueue: false,
    row: "none",
    last: null,
    opened: 0,
    fence: 0,
    answer: null,
    reply: null,
    wires: [],
    resent: false,
    nonceSeen: false,
    takenIn: 0,
    hadEffect: false,
    gaveUp: false,
    by: null,
    afterGrave: false,
  };
}

/** A copy whose attempts and slots may be changed. */
export function copy(state: State): State {
  return {
    ...state,
    attempts: state.attempts.map((attempt) => ({ ...attempt })),
    readings: [...state.readings],
    collectors: [...state.collectors],
    queue: { ...state.queue },
  };
}

export const holdsLock = ({ row }: Attempt) => row === "open" || row === "watched";
