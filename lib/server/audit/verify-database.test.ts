import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, it } from "vitest";
import type { Db, Trx } from "../context";
import { eachDatabase } from "../db/testing/databases";
import { AUDIT_COUNTER } from "./append";
import { latestCheckpoint, writeCheckpoint } from "./checkpoint";
import { LISTED_COLUMNS } from "./item";
import { appendSamples, bytesOf, exportAll } from "./testing/events";
import { verifyDatabase } from "./verify-database";
import { verifyJsonl } from "./verify-jsonl";

const COUNT = 7;
const signingKey = generateKeyPairSync("ed25519")
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

class RollBack extends Error {}

/** What the verifier says of the log after `tamper`, which is taken back then. */
async function verdictAfter(db: Db, kind: string, tamper: (trx: Trx) => Promise<unknown>) {
  let verdict: Awaited<ReturnType<typeof verifyDatabase>> | null = null;
  await db
    .transaction()
    .execute(async (trx) => {
      await disarm(trx, kind);
      await tamper(trx);
      verdict = await verifyDatabase(trx);
      throw new RollBack();
    })
    .catch((error) => {
      if (!(error instanceof RollBack)) throw error;
    });
  return verdict;
}

/** Whoever tampers with the table itself gets past its triggers; the chain is what is left. */
async function disarm(trx: Trx, kind: string): Promise<void> {
  if (kind === "postgres") {
    await sql`alter table audit_event disable trigger user`.execute(trx);
    return;
  }
  for (const name of ["update", "delete", "replace"])
    await sql.raw(`drop trigger audit_event_no_${name}`).execute(trx);
}

const place = fc.integer({ min: 1, max: COUNT });

eachDatabase("the chain in the database", (open, kind) => {
  it("is intact while it grows, and says the same of its export", async () => {
    const { db, testClock } = await open();
    expect(await verifyDatabase(db)).toMatchObject({ kind: "intact", head: { seq: 0 } });
    const appended = await appendSamples(db, testClock, COUNT);
    const verdict = await verifyDatabase(db);
    const head = { seq: COUNT, hash: appended.at(-1)?.hash };
    expect(verdict).toEqual({ kind: "intact", head, from: 1, given: [] });
    expect(await verifyJsonl(bytesOf(await exportAll(db)))).toEqual(verdict);
  });

  it("any change of any column, removal, insertion or swap is found, at the first number that is wrong", async () => {
    const { db, testClock } = await open();
    await appendSamples(db, testClock, COUNT);
    const column = fc.constantFrom(...LISTED_COLUMNS.filter((name) => name !== "seq"), "snapshot" as const);
    const numbers: readonly string[] = ["intent_seq", "http_status"];
    await fc.assert(
      fc.asyncProperty(place, column, fc.boolean(), async (seq, name, toNull) => {
        const nullable = !["at", "actor", "action", "phase", "prev_hash", "hash"].includes(name);
        const changed = numbers.includes(name) ? `coalesce(${name}, 0) + 1` : `coalesce(${name}, '') || 'x'`;
        const before = await db
          .selectFrom("audit_event")
          .select(name)
          .where("seq", "=", seq)
          .executeTakeFirst();
        fc.pre(!(toNull && nullable) || before?.[name] !== null);
        const value = toNull && nullable ? "null" : changed;
        const verdict = await verdictAfter(db, kind, (trx) =>
          sql.raw(`update audit_event set ${name} = ${value} where seq = ${seq}`).execute(trx),
        );
        expect(verdict).toMatchObject({ kind: "broken", seq });
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(place, async (seq) => {
        const removed = await verdictAfter(db, kind, (trx) =>
          trx.deleteFrom("audit_event").where("seq", "=", seq).execute(),
        );
        expect(removed).toMatchObject({ kind: "broken", seq });
      }),
      { numRuns: COUNT },
    );
    for (const inserted of [-1, 0, COUNT + 1]) {
      const verdict = await verdictAfter(db, kind, async (trx) => {
        const copy = await trx
          .selectFrom("audit_event")
          .selectAll()
          .where("seq", "=", 1)
          .executeTakeFirstOrThrow();
        await trx
          .insertInto("audit_event")
          .values({ ...copy, seq: inserted })
          .execute();
      });
      expect(verdict).toMatchObject({ kind: "broken", seq: inserted > 0 ? inserted : 1 });
    }
    const swapped = await verdictAfter(db, kind, async (trx) => {
      for (const [from, to] of [
        [2, 100],
        [5, 2],
        [100, 5],
      ]) {
        await sql`update audit_event set seq = ${to} where seq = ${from}`.execute(trx);
      }
    });
    expect(swapped).toMatchObject({ kind: "broken", seq: 2 });
    expect(await verifyDatabase(db)).toMatchObject({ kind: "intact", head: { seq: COUNT } });
  });

  it("a tail cut off together with the counter is found by the last checkpoint", async () => {
    const { db, testClock } = await open();
    expect(await writeCheckpoint(db, testClock, signingKey)).toBeNull();
    await appendSamples(db, testClock, COUNT);
    const checkpoint = await writeCheckpoint(db, testClock, signingKey);
    expect(await latestCheckpoint(db)).toEqual(checkpoint);
    expect(await writeCheckpoint(db, testClock, signingKey)).toEqual(checkpoint);
    expect(await verifyDatabase(db)).toMatchObject({ kind: "intact" });

    const cut = await verdictAfter(db, kind, async (trx) => {
      await trx.deleteFrom("audit_event").where("seq", ">", 4).execute();
      await trx.updateTable("counter").set({ value: 4 }).where("name", "=", AUDIT_COUNTER).execute();
    });
    expect(cut).toMatchObject({ kind: "broken", seq: 5 });
    expect(await db.selectFrom("audit_event").select("seq").execute()).toHaveLength(COUNT);
  });
});
