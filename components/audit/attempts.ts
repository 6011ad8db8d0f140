import type { AuditItem } from "@/lib/contracts/audit";

/** What belongs together in the log: an intent with its outcomes, or a decision that needed no intent. */
export type Attempt = {
  /** Number of the intent, or of the single event. */
  readonly key: number;
  /** The newest event of it that was read. */
  readonly newest: AuditItem;
  /** Null when there is none, or when it lies further back than what was read. */
  readonly intent: AuditItem | null;
  /** Oldest first; the last one counts. */
  readonly outcomes: readonly AuditItem[];
};

/** Groups events, newest first, into attempts in the order of their newest event. An event that came twice counts once. */
export function groupAttempts(items: readonly AuditItem[]): Attempt[] {
  const groups = new Map<number, Map<number, AuditItem>>();
  for (const item of items) {
    const key = item.intentSeq ?? item.seq;
    const group = groups.get(key) ?? new Map<number, AuditItem>();
    group.set(item.seq, item);
    groups.set(key, group);
  }
  return [...groups].flatMap(([key, group]) => {
    const events = [...group.values()].sort((a, b) => a.seq - b.seq);
    const newest = events.at(-1);
    if (newest === undefined) return [];
    return {
      key,
      newest,
      intent: events.find((event) => event.phase === "intent") ?? null,
      outcomes: events.filter((event) => event.phase === "outcome"),
    };
  });
}

/** Every event of an attempt, oldest first. */
export function eventsOf(attempt: Attempt): AuditItem[] {
  return attempt.intent ? [attempt.intent, ...attempt.outcomes] : [...attempt.outcomes];
}
