import { generateKeyPairSync } from "node:crypto";
import { sql } from "kysely";
import { expect, it } from "vitest";
import type { Db, DbClock } from "../context";
import { eachDatabase } from "../db/testing/databases";
import { appendAudit } from "./append";
import { writeCheckpoint } from "./checkpoint";
import { latestCut, signCut } from "./cut";
import { cutLog } from "./cut-log";
import { queryAudit } from "./query";
import { removeCut } from "./remove-cut";
import { appendSamples, bytesOf, EVERYTHING, exportAll, sampleEvent } from "./testing/events";
import { describeVerdict } from "./verdict";
import { verifyDatabase } from "./verify-database";
import { verifyJsonl } from "./verify-jsonl";

const newKey = () =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const signingKey = newKey();
const LATER = "2027-01-01T00:00:00.000Z";
const DAYS = 30;
const settings = { days: DAYS, signingKey };

/** Events that follow no intent. */
async function appendYoung(db: Db, clock: DbClock, count: number): Promise<void> {
  for (let done = 0; done < count; done++)
    await db.transaction().execute((trx) => appendAudit(trx, clock, sampleEvent(2)));
}

const seqs = async (db: Db) =>
  (await db.selectFrom("audit_event").select("seq").orderBy("seq").execute()).map((row) => row.seq);

eachDatabase("retention of the audit log", (open, kind) => {
  /** Six old events, then six young ones: numbers 1 to 12. */
  async function agedLog() {
    const database = await open();
    const { db, testClock } = database;
    testClock.set("2026-01-01T00:00:00.000Z");
    await appendSamples(db, testClock, 6);
    testClock.set("2026-03-01T00:00:00.000Z");
    await appendYoung(db, testClock, 6);
    return database;
  }

  it("cuts what is older, says so in the log, and what remains is verified and exported from there", async () => {
    const { db, testClock } = await agedLog();
    const old = await writeCheckpoint(db, testClock, signingKey);
    expect(await cutLog(db, testClock, settings)).toBe(6);
    expect(await cutLog(db, testClock, settings)).toBe(0);
    expect(describeVerdict(await verifyDatabase(db))).toBe("13 events, chain intact");

    expect(await removeCut(db, "2026-01-01T00:00:00.000Z")).toBe(0);
    expect(await removeCut(db, LATER)).toBe(6);
    expect(await removeCut(db, LATER)).toBe(0);
    expect(await seqs(db)).toEqual([7, 8, 9, 10, 11, 12, 13]);
    const { items } = await queryAudit(db, EVERYTHING, { limit: 1, cursor: null });
    expect(items[0]).toMatchObject({ seq: 13, actor: "system", action: "audit.cut", outcome: "succeeded" });
    expect(items[0]?.reason).toBe("6 events, numbers 1 to 6, older than 30 days");

    const verdict = await verifyDatabase(db, old ? [old] : []);
    expect(describeVerdict(verdict)).toMatch(/^7 events, chain intact; it begins with number 7, /);
    const text = await exportAll(db);
    expect(JSON.parse(text.split("\n")[0] ?? "")).toMatchObject({
      seq: 7,
      cut: { seq: 6, count: 6, eventSeq: 13 },
    });
    expect(await verifyJsonl(bytesOf(text))).toEqual({ ...verdict, given: [] });
    await appendYoung(db, testClock, 1);
    expect((await seqs(db)).at(-1)).toBe(14);
  });

  it("a second cut goes on from the first one, and a checkpoint from before it is said to be too old", async () => {
    const { db, testClock } = await agedLog();
    const early = await writeCheckpoint(db, testClock, signingKey);
    await cutLog(db, testClock, settings);
    await removeCut(db, LATER);
    testClock.set("2026-06-01T00:00:00.000Z");
    await appendYoung(db, testClock, 3);
    expect(await cutLog(db, testClock, settings)).toBe(7);
    expect(await latestCut(db)).toMatchObject({ seq: 13, count: 7, eventSeq: 17 });
    await removeCut(db, LATER);
    expect(await seqs(db)).toEqual([14, 15, 16, 17]);
    const verdict = await verifyDatabase(db, early ? [early] : []);
    expect(describeVerdict(verdict)).toMatch(/^4 events, chain intact; .*checkpoint of event 12 is older/);
  });

  it("never cuts an event that the recycle bin or an open attempt refers to, nor an intent without its outcome", async () => {
    const { db, testClock } = await agedLog();
    const archived = { region_id: "r", template_id: "ip-1", name: "web", definition: "{}", builds: "[]" };
    await db
      .insertInto("template_archive")
      .values({ ...archived, archived_at: "", audit_seq: 3 })
      .execute();
    expect(await cutLog(db, testClock, settings)).toBe(2);
    expect(await latestCut(db)).toMatchObject({ seq: 2 });
    await db.deleteFrom("template_archive").execute();
    await db
      .insertInto("cancel_attempt")
      .values({
        ...{ intent_seq: 5, account: "", endpoint: "", region_id: "", template_id: "", template_name: "" },
        ...{ build_id: "", actor: "", state: "open", opened_at: "", tries: 0, next_try_at: "" },
      })
      .execute();
    expect(await cutLog(db, testClock, settings)).toBe(1);
    expect(await latestCut(db)).toMatchObject({ seq: 3 });
  });

  it("lets nothing else through: no delete above the cut, no insert below it, no cut of another event", async () => {
    const { db, testClock } = await agedLog();
    await cutLog(db, testClock, settings);
    const cut = "seq, hash, count, at, event_seq, public_key, signature";
    const attacks = [
      "delete from audit_event where seq = 7",
      "delete from audit_event",
      "update audit_event set actor = 'x' where seq = 7",
      "update audit_cut set seq = 12",
      "delete from audit_cut",
      `insert into audit_cut (${cut}) values (12, 'x', 1, '', 1, '', '')`,
      `insert into audit_cut (${cut}) select seq, hash, 1, at, seq, '', '' from audit_event where seq = 13`,
      "update audit_checkpoint set at = 'x'",
      ...(kind === "postgres" ? ["truncate audit_cut", "truncate audit_checkpoint"] : []),
    ];
    await writeCheckpoint(db, testClock, signingKey);
    await removeCut(db, LATER);
    const returned = `insert into audit_event (seq, at, actor, action, phase, prev_hash, hash)
      values (2, '', '', '', '', '', '')`;
    for (const attack of [...attacks, returned]) {
      await expect(sql.raw(attack).execute(db), attack).rejects.toThrow(/append-only|a cut names/);
    }
  });

  it("a cut that somebody else signed, or that the log does not record, is found", async () => {
    const { db, testClock } = await agedLog();
    const checkpoint = await writeCheckpoint(db, testClock, signingKey);
    const hash = await db.selectFrom("audit_event").select("hash").where("seq", "=", 4).executeTakeFirst();
    const forged = { seq: 4, hash: hash?.hash ?? "", count: 4, at: LATER, eventSeq: 9 };
    const { eventSeq: event_seq, publicKey: public_key, ...rest } = signCut(forged, newKey());
    await db
      .insertInto("audit_cut")
      .values({ ...rest, event_seq, public_key })
      .execute();
    expect(describeVerdict(await verifyDatabase(db))).toMatch(/broken at 5: .*not what event 9 records/);
    expect(describeVerdict(await verifyDatabase(db, checkpoint ? [checkpoint] : []))).toMatch(/another key/);
  });
});
