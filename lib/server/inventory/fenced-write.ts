import "server-only";
import type { Trx } from "@/lib/server/context";
import { holdChanges } from "./hold-changes";
import { holdsLease, type Lease } from "./lease";
import { type ChangeSink, withChanges } from "./with-changes";

/** Runs work in a transaction that may write our copy, and announces what it changed. */
export type Write = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>;

/** Another process collects now; what this one still wanted to write is void. */
export class LeaseLost extends Error {
  constructor() {
    super("another process holds the lease");
    this.name = "LeaseLost";
  }
}

/**
 * Writing as the holder of a lease. A holder that was paused and wakes after another took over writes nothing more:
 * it throws LeaseLost. Throws `database-unavailable`.
 */
export function fencedWrite(sink: ChangeSink, lease: Lease): Write {
  return (work) =>
    withChanges(sink, async (trx) => {
      await holdChanges(trx);
      if (!(await holdsLease(trx, lease))) throw new LeaseLost();
      return await work(trx);
    });
}
