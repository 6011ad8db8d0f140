import "server-only";
import type { Db } from "../context";
import { AUDIT_COUNTER } from "./append";
import { type AuditRow, hashSnapshot, toChainedEvent } from "./chain";
import { type Break, ChainCheck } from "./chain-check";
import { type Checkpoint, toCheckpoint } from "./checkpoint";
import { CheckpointCheck } from "./checkpoint-check";
import type { Verdict } from "./verdict";

const PAGE = 1_000;

/**
 * Follows the chain of a database as it stands now, page by page, snapshots included, and holds against it the
 * checkpoints kept in the database, those given, and the counter that numbers the events.
 * Only reads; events appended meanwhile are left out. Throws `database-unavailable`.
 */
export async function verifyDatabase(db: Db, given: readonly Checkpoint[] = []): Promise<Verdict> {
  const kept = await db.selectFrom("audit_checkpoint").selectAll().execute();
  const checkpoints = new CheckpointCheck([...kept.map(toCheckpoint), ...given]);
  const chain = new ChainCheck();
  const { last, numbered } = await extent(db);
  let found = checkpoints.forged();
  if (found) return { kind: "broken", ...found };

  for await (const row of rowsOldestFirst(db, last)) {
    found =
      chain.accept(toChainedEvent(row), row.hash) ?? snapshotBreak(row) ?? checkpoints.accept(chain.head);
    if (found) return { kind: "broken", ...found };
  }
  found = tailBreak(chain.head.seq, numbered) ?? checkpoints.finish(chain.head);
  return found ? { kind: "broken", ...found } : { kind: "intact", head: chain.head };
}

/** Newest event and counter in one statement, so that an append in between cannot part them. */
async function extent(db: Db): Promise<{ last: number; numbered: number }> {
  const row = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom("audit_event")
        .select((inner) => inner.fn.max("seq").as("seq"))
        .as("last"),
      eb.selectFrom("counter").select("value").where("name", "=", AUDIT_COUNTER).as("numbered"),
    ])
    .executeTakeFirstOrThrow();
  return { last: row.last ?? 0, numbered: row.numbered ?? 0 };
}

async function* rowsOldestFirst(db: Db, last: number): AsyncGenerator<AuditRow> {
  // From below zero: a row that someone slipped in before the first one must be met, too.
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await db
      .selectFrom("audit_event")
      .selectAll()
      .where("seq", ">", after)
      .where("seq", "<=", last)
      .orderBy("seq")
      .limit(PAGE)
      .execute();
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < PAGE) return;
    after = end.seq;
  }
}

function snapshotBreak(row: AuditRow): Break | null {
  if (hashSnapshot(row.snapshot) === row.snapshot_hash) return null;
  return { seq: row.seq, problem: `the snapshot of event ${row.seq} is not what its hash says` };
}

function tailBreak(last: number, numbered: number): Break | null {
  if (last === numbered) return null;
  const seq = Math.min(last, numbered) + 1;
  return last < numbered
    ? { seq, problem: `the tail is missing: ${numbered} events were numbered, ${last} are there` }
    : { seq, problem: `event ${seq} was never numbered` };
}
