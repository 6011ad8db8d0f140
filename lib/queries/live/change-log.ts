import type { LiveChange } from "@/lib/contracts/live";

const KEPT = 2_000;

/** The newest changes in order, so that a page or tab that is a little behind catches up without reading again. */
export type ChangeLog = {
  /** Number of the newest change. */
  readonly last: () => number;
  /** False for a change that was there already. */
  readonly add: (change: LiveChange) => boolean;
  /** Every change after `seq`, or null when some of them are no longer known here. */
  readonly after: (seq: number) => readonly LiveChange[] | null;
  /** Forgets all and goes on from `seq`. */
  readonly restart: (seq: number) => void;
};

export function createChangeLog(start: number): ChangeLog {
  let floor = start;
  let last = start;
  let kept: LiveChange[] = [];
  return {
    last: () => last,
    add(change) {
      if (change.seq <= last) return false;
      last = change.seq;
      kept.push(change);
      if (kept.length > KEPT) {
        floor = kept[0]?.seq ?? floor;
        kept = kept.slice(1);
      }
      return true;
    },
    after: (seq) => (seq < floor ? null : kept.filter((change) => change.seq > seq)),
    restart(seq) {
      [floor, last, kept] = [seq, seq, []];
    },
  };
}
