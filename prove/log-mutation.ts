import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../bench/support/postgres";
import { appendAudit, type NewAuditEvent } from "../lib/server/audit/append";
import { canonical } from "../lib/server/audit/canonical";
import { type Checkpoint, writeCheckpoint } from "../lib/server/audit/checkpoint";
import { cutLog } from "../lib/server/audit/cut-log";
import { exportAudit } from "../lib/server/audit/export";
import { removeCut } from "../lib/server/audit/remove-cut";
import { describeVerdict, type Verdict } from "../lib/server/audit/verdict";
import { verifyDatabase } from "../lib/server/audit/verify-database";
import { verifyJsonl } from "../lib/server/audit/verify-jsonl";
import type { Db, DbClock } from "../lib/server/context";
import { type DatabaseHandle, openDatabase } from "../lib/server/db/open";
import * as changes from "./support/log-changes";
import { type Claim, prove } from "./support/proof";
import { type Change, verdictAfter } from "./support/tampered-database";

// Any byte of any column, events removed, inserted, swapped, a tail cut off: on both databases, on logs that
// retention has cut and on such that it has not, and on exports. Every change must be found, nothing else.

const EVENTS = 40;
const TEXTS = ["web", "模板 🙂", 'a "b", \\ c', "\ufffd", "tab\tline\nend", "\u2028"];
const EVERYTHING = {
  templateId: null,
  action: null,
  outcome: null,
  actor: null,
  from: null,
  to: null,
} as const;

function eventAt(index: number): NewAuditEvent {
  const text = TEXTS[index % TEXTS.length] ?? "";
  const template = { actor: "operator@demo", action: "template.delete" as const, regionId: "cn-hangzhou" };
  const named = { ...template, templateId: `ip-${index}`, templateName: text };
  const snapshot = canonical({ definition: { text, index }, builds: [] });
  if (index % 3 === 0)
    return { ...named, phase: "intent", outcome: null, account: "1", endpoint: text, snapshot };
  const outcome = { ...named, phase: "outcome" as const, requestId: `R-${index}`, reason: text };
  return index % 3 === 1
    ? { ...outcome, outcome: "succeeded", intentSeq: index, httpStatus: 200 }
    : { ...outcome, outcome: "blocked", buildId: `exec-${index}`, buildStatus: "BUILDING", ecsCode: text };
}

/** Days pass while a log is written, so that retention has something to cut. */
function walkingClock(): DbClock & { day: number } {
  return {
    day: 0,
    now(this: { day: number }) {
      return Promise.resolve(new Date(Date.UTC(2026, 0, 1 + this.day)).toISOString());
    },
  };
}

type Log = {
  readonly what: string;
  readonly db: Db;
  readonly export: string;
  readonly checkpoint: Checkpoint;
};

async function writtenLog(what: string, { db }: DatabaseHandle, isCut: boolean): Promise<Log> {
  const key = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const clock = walkingClock();
  let checkpoint: Checkpoint | null = null;
  for (let index = 0; index < EVENTS; index += 1) {
    clock.day = index;
    await db.transaction().execute((trx) => appendAudit(trx, clock, eventAt(index)));
    if (index % 10 === 4) await writeCheckpoint(db, clock, key);
  }
  if (isCut) {
    await cutLog(db, clock, { days: 25, signingKey: key });
    clock.day += 1;
    while ((await removeCut(db, await clock.now(db))) > 0);
  }
  checkpoint = await writeCheckpoint(db, clock, key);
  if (checkpoint === null) throw new Error("no checkpoint");
  let text = "";
  for await (const piece of exportAudit(db, EVERYTHING, "jsonl")) text += piece;
  return { what, db, export: text, checkpoint };
}

const bytesOf = async function* (bytes: Buffer) {
  yield bytes;
};

await prove("log-mutation", async ({ random, option }) => {
  const total = option("changes", 10_000);
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const one = <T>(list: readonly T[]): T => {
    const item = list[whole(0, list.length - 1)];
    if (item === undefined) throw new Error("an empty list");
    return item;
  };
  const pick = { whole, one };

  const folder = await mkdtemp(join(tmpdir(), "imagekeeper-prove-"));
  const postgres = await startPostgres({ durable: false });
  const handles = await Promise.all([
    openDatabase({ kind: "sqlite", dataDir: join(folder, "whole") }),
    openDatabase({ kind: "sqlite", dataDir: join(folder, "cut") }),
    openDatabase({ kind: "postgres", url: postgres.url }),
  ]);
  const [first, second, third] = handles;
  const sqlite = await writtenLog("SQLite", first, false);
  const sqliteCut = await writtenLog("SQLite, cut by retention", second, true);
  const logs = [
    { log: sqlite, share: 0.35 },
    { log: sqliteCut, share: 0.2 },
    { log: await writtenLog("PostgreSQL, cut by retention", third, true), share: 0.1 },
  ];

  const claims: Claim[] = [];
  const missed: string[] = [];
  const kinds: Record<string, number> = {};
  const judge = (what: string, kind: string, verdict: Verdict) => {
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    const named = verdict.kind === "broken" && Number.isSafeInteger(verdict.seq);
    if (!named) missed.push(`${what}: ${kind}`);
    return named ? 0 : 1;
  };

  for (const { log, share } of logs) {
    const isCut = log !== sqlite;
    const any = (): Change => {
      const draw = random();
      if (draw < 0.4) return changes.changedByte(pick, "audit_event");
      if (draw < 0.5)
        return changes.changedByte(pick, isCut ? one(["audit_cut", "audit_checkpoint"]) : "audit_checkpoint");
      if (draw < 0.6)
        return changes.changedNumber(pick, one(isCut ? ["audit_event", "audit_cut"] : ["audit_event"]));
      if (draw < 0.65) return changes.changedNumber(pick, "audit_checkpoint");
      return one([
        changes.emptied,
        changes.removed,
        changes.inserted,
        changes.swapped,
        changes.cutOff,
        changes.miscounted,
      ])(pick);
    };
    const tries = Math.round(total * share);
    let failed = 0;
    for (let done = 0; done < tries; ) {
      const change = any();
      const verdict = await verdictAfter(log.db, change);
      if (verdict === null) continue;
      failed += judge(log.what, change.kind, verdict);
      done += 1;
    }
    claims.push({ what: `${log.what}: a change is found, and its number named`, tries, failed });
  }

  const exported = Math.round(total * 0.35);
  let failed = 0;
  for (let done = 0; done < exported; ) {
    const log = one([sqlite, sqliteCut]);
    const change = changedExport(pick, log.export);
    if (change === null) continue;
    const verdict = await verifyJsonl(bytesOf(change.bytes), [log.checkpoint]);
    failed += judge("export", change.kind, verdict);
    done += 1;
  }
  claims.push({
    what: "export, beside a checkpoint: a change is found, and its number named",
    tries: exported,
    failed,
  });

  const untouched = Math.max(1, Math.round(total / 50));
  let alarms = 0;
  for (let done = 0; done < untouched; done += 1) {
    for (const { log } of logs) {
      const same: Change = { kind: "nothing", make: () => Promise.resolve(true) };
      const verdicts = [
        await verdictAfter(log.db, same, [log.checkpoint]),
        await verifyDatabase(log.db),
        await verifyJsonl(bytesOf(Buffer.from(log.export)), [log.checkpoint]),
      ];
      const alarming = verdicts.filter((verdict) => verdict?.kind !== "intact");
      alarms += alarming.length;
      for (const verdict of alarming)
        missed.push(`alarm, ${log.what}: ${verdict && describeVerdict(verdict)}`);
    }
  }
  claims.push({ what: "untouched copies: an alarm", tries: untouched * logs.length * 3, failed: alarms });

  for (const handle of handles) await handle.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  return { claims, raw: { kinds, missed } };
});

/** One change of an export; null when it changed nothing after all. */
function changedExport(pick: changes.Pick, text: string): { kind: string; bytes: Buffer } | null {
  const lines = text.split("\n").slice(0, -1);
  const at = pick.whole(0, lines.length - 1);
  const other = pick.whole(0, lines.length - 1);
  const joined = (kind: string, changed: readonly string[]) => {
    const result = changed.map((line) => `${line}\n`).join("");
    return result === text ? null : { kind: `export: ${kind}`, bytes: Buffer.from(result) };
  };
  switch (pick.one(["byte", "byte", "byte", "removed", "inserted", "swapped", "tail"] as const)) {
    case "byte": {
      const bytes = Buffer.from(text);
      // The very last line end may be missing: that is no change of the log.
      const place = pick.whole(0, bytes.length - 2);
      bytes[place] = (bytes[place] ?? 0) ^ pick.whole(1, 255);
      return { kind: "export: a byte", bytes };
    }
    case "removed":
      return joined("a line removed", lines.toSpliced(at, 1));
    case "inserted":
      return joined("a line inserted", lines.toSpliced(at, 0, lines[other] ?? ""));
    case "swapped":
      return joined("two lines swapped", lines.with(at, lines[other] ?? "").with(other, lines[at] ?? ""));
    case "tail":
      return joined("the tail cut off", lines.slice(0, at));
  }
}
