import "server-only";
import type { LiveChange } from "@/lib/contracts/live";
import type { Db, DbClock } from "@/lib/server/context";
import { newestChange } from "./read-changes";

/** What somebody did through a console, this replica's or another's. */
export type Hint = {
  readonly regionId: string;
  readonly templateId: string;
  /** Gone: deleted with success, so there is nothing to read any more. */
  readonly kind: "changed" | "gone";
};

type HintHandle = {
  readonly db: Db;
  readonly clock: DbClock;
  readonly notices: { subscribe(listener: () => void): () => void };
};

/** A replica takes over at most that long after the last one collected. */
const TAKEN_OVER_MS = 20_000;
const MOST_AT_ONCE = 500;

/** What came through changed builds or the template, or may have. */
const WRITES: ReadonlySet<string> = new Set([
  "build.start",
  "build.cancel",
  "template.create",
  "template.restore",
]);
/** ECS refused what our copy or our fresh read allowed: the world is other than we think. */
const REFUSABLE: ReadonlySet<string> = new Set(["build.start", "build.cancel", "template.delete"]);

/**
 * "This template changed": whoever collects reads it next instead of finding it by and by. The queue of hints is the log
 * of changes, where every outcome stands in the transaction that recorded it: none is lost with a connection or a process.
 * Calls `onHint` for each outcome from 20 s before the start on. `look` asks also when no notice came.
 */
export function followHints(
  handle: HintHandle,
  onHint: (hint: Hint) => void,
): { readonly look: () => Promise<void>; readonly stop: () => void } {
  let tail: number | null = null;
  let over = false;
  let again = false;
  let looking: Promise<void> | null = null;

  const lookOn = async () => {
    while (again && !over) {
      again = false;
      tail ??= await beforeTakeOver(handle);
      const rows = await handle.db
        .selectFrom("change")
        .select(["seq", "payload"])
        .where("seq", ">", tail)
        .where("kind", "=", "outcome")
        .orderBy("seq")
        .limit(MOST_AT_ONCE)
        .execute();
      if (over) return;
      for (const row of rows) {
        tail = row.seq;
        const hint = hintOf(JSON.parse(row.payload) as LiveChange);
        if (hint !== null) onHint(hint);
      }
      if (rows.length === MOST_AT_ONCE) again = true;
    }
  };
  const look = () => {
    again = true;
    looking ??= lookOn().finally(() => {
      looking = null;
    });
    return looking;
  };
  // The next look goes on from the same number.
  const off = handle.notices.subscribe(() => void look().catch(() => undefined));
  return {
    look,
    stop: () => {
      over = true;
      off();
    },
  };
}

/** What an outcome says to the collector; null when our copy knows it already or nothing changed. */
export function hintOf(change: LiveChange): Hint | null {
  if (change.kind !== "outcome") return null;
  const { action, outcome, ecsCode, regionId, templateId } = change.outcome;
  if (regionId === null || templateId === null) return null;
  if (action === "template.delete" && outcome === "succeeded") return { regionId, templateId, kind: "gone" };
  const mayHaveActed = outcome === "succeeded" || outcome === "unknown";
  const isNews = (mayHaveActed && WRITES.has(action)) || (ecsCode !== null && REFUSABLE.has(action));
  return isNews ? { regionId, templateId, kind: "changed" } : null;
}

async function beforeTakeOver({ db, clock }: HintHandle): Promise<number> {
  const newest = await newestChange(db);
  const from = new Date(Date.parse(await clock.now(db)) - TAKEN_OVER_MS).toISOString();
  const row = await db
    .selectFrom("change")
    .select(({ fn }) => fn.min("seq").as("first"))
    .where("seq", ">", newest - MOST_AT_ONCE)
    .where("at", ">", from)
    .executeTakeFirst();
  return row?.first == null ? newest : Number(row.first) - 1;
}
