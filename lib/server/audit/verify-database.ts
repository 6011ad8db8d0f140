import "server-only";
import type { Db } from "../context";
import { AUDIT_COUNTER } from "./append";
import { type Break, ChainCheck, GENESIS } from "./chain-check";
import { type ChainPage, chainPage, UnreadableEvent } from "./chain-pages";
import type { Checkpoint } from "./checkpoint";
import { CheckpointCheck } from "./checkpoint-check";
import type { Cut } from "./cut";
import { CutCheck } from "./cut-check";
import { keptCheckpoints, keptCut } from "./signed-rows";
import type { Verdict } from "./verdict";

/** Checkpoints are read for so many numbers at once. */
const CHECKPOINTS_AHEAD = 5_000;

/**
 * Follows the chain of a database as it stands now, page by page, snapshots included, and holds against it the
 * checkpoints and the cut kept in the database, the checkpoints given, and the counter that numbers the events.
 * Only reads; events appended meanwhile are left out. Throws `database-unavailable`.
 */
export async function verifyDatabase(db: Db, given: readonly Checkpoint[] = []): Promise<Verdict> {
  for (;;) {
    const extent = await readExtent(db);
    const verdict = await follow(db, extent, given);
    if (verdict.kind !== "broken") return verdict;
    // Retention takes events away while they are read: then it is looked at again.
    const now = await readExtent(db);
    if (now.first === extent.first && now.cut?.seq === extent.cut?.seq) return verdict;
  }
}

type Extent = {
  readonly first: number | null;
  readonly last: number;
  readonly numbered: number;
  /** Number of the newest checkpoint. */
  readonly signed: number;
  readonly cut: Cut | null;
};

async function follow(db: Db, extent: Extent, given: readonly Checkpoint[]): Promise<Verdict> {
  const { first, last, numbered, signed, cut } = extent;
  const checkpoints = new CheckpointCheck(given);
  const cutCheck = cut && new CutCheck(cut);
  const start = startOf(first, cut);
  const chain = new ChainCheck(start);
  let found =
    checkpoints.forged() ??
    cutCheck?.forged(given) ??
    (cut === null ? null : checkpoints.accept(cut.seq, cut.hash));
  if (found) return { kind: "broken", ...found };

  let checkpointsUpTo = Number.MIN_SAFE_INTEGER;
  try {
    for await (const { lines, last: upTo } of pagesOf(db, last)) {
      if (upTo === null) break;
      if (upTo > checkpointsUpTo) {
        const ahead = Math.min(upTo + CHECKPOINTS_AHEAD, signed);
        checkpoints.expect(await keptCheckpoints(db, checkpointsUpTo, ahead));
        checkpointsUpTo = upTo + CHECKPOINTS_AHEAD;
      }
      for (const line of lines) {
        found = chain.accept(line);
        if (found === null) {
          const { head } = chain;
          found = checkpoints.accept(head.seq, head.hash) ?? cutCheck?.accept(head, line) ?? null;
        }
        if (found) return { kind: "broken", ...found };
      }
    }
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    return { kind: "broken", ...unreadable(chain.head.seq + 1, error.seq) };
  }
  checkpoints.expect(await keptCheckpoints(db, checkpointsUpTo, signed));
  const { head } = chain;
  found = tailBreak(head.seq, numbered) ?? cutCheck?.finish() ?? checkpoints.finish(head, start.seq + 1);
  return found ? { kind: "broken", ...found } : { kind: "intact", head, from: start.seq + 1, given };
}

/** The number before the first event. Events up to the cut may be there still: they lead to its hash, or it is found. */
function startOf(first: number | null, cut: Cut | null): { seq: number; hash: string | null } {
  if (cut === null) return GENESIS;
  return first !== null && first >= 1 && first <= cut.seq ? { seq: first - 1, hash: null } : cut;
}

/** Events, counter and checkpoints in one statement, so that an append in between cannot part them. */
async function readExtent(db: Db): Promise<Extent> {
  const cut = await keptCut(db);
  const row = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom("audit_event")
        .select((inner) => inner.fn.min("seq").as("seq"))
        .as("first"),
      eb
        .selectFrom("audit_event")
        .select((inner) => inner.fn.max("seq").as("seq"))
        .as("last"),
      eb
        .selectFrom("audit_checkpoint")
        .select((inner) => inner.fn.max("seq").as("seq"))
        .as("signed"),
      eb.selectFrom("counter").select("value").where("name", "=", AUDIT_COUNTER).as("numbered"),
    ])
    .executeTakeFirstOrThrow();
  const { first, last, numbered, signed } = row;
  return { first, last: last ?? 0, numbered: numbered ?? 0, signed: signed ?? 0, cut };
}

/** The next page is read while one is followed; in a transaction, which has one connection, it waits for its turn. */
async function* pagesOf(db: Db, last: number): AsyncGenerator<ChainPage> {
  // From below zero: a row that someone slipped in before the first one must be met, too.
  let next = chainPage(db, Number.MIN_SAFE_INTEGER, last);
  for (;;) {
    const page = await next;
    const after = page.last;
    if (after === null) return;
    if (db.isTransaction) {
      yield page;
      next = chainPage(db, after, last);
    } else {
      next = chainPage(db, after, last);
      // What is left alone when the reader stops early must not end the process.
      next.catch(() => undefined);
      yield page;
    }
  }
}

function unreadable(expected: number, seq: number): Break {
  return expected === seq
    ? { seq, problem: `event ${seq} is not what its hash says: it holds bytes that are no text` }
    : { seq: expected, problem: `event ${expected} is missing, ${seq} is in its place` };
}

function tailBreak(last: number, numbered: number): Break | null {
  if (last === numbered) return null;
  const seq = Math.min(last, numbered) + 1;
  return last < numbered
    ? { seq, problem: `the tail is missing: ${numbered} events were numbered, ${last} are there` }
    : { seq, problem: `event ${seq} was never numbered` };
}
