import "server-only";
import type { Db, DbClock } from "../../context";
import { type AppendedEvent, appendAudit, type NewAuditEvent } from "../append";
import { canonical } from "../canonical";
import { exportAudit } from "../export";

/** Filters that let every event pass. */
export const EVERYTHING = {
  templateId: null,
  action: null,
  outcome: null,
  actor: null,
  from: null,
  to: null,
} as const;

/** An event of the log's usual shapes; every column of some of them is filled. */
export function sampleEvent(index: number): NewAuditEvent {
  const template = {
    actor: index % 2 === 0 ? "operator@demo" : "admin@demo",
    action: "template.delete" as const,
    regionId: "cn-hangzhou",
    templateId: `ip-${index % 3}`,
    templateName: `web "${index}", 模板 \u2028 🙂`,
  };
  if (index % 3 === 0) {
    const snapshot = canonical({ definition: { index }, builds: [] });
    return { ...template, phase: "intent", outcome: null, account: "1", endpoint: "ecs.example", snapshot };
  }
  if (index % 3 === 1) {
    return {
      ...template,
      phase: "outcome",
      outcome: "succeeded",
      intentSeq: index,
      requestId: `R-${index}`,
      httpStatus: 200,
    };
  }
  const build = {
    buildId: `exec-${index}`,
    buildStatus: "BUILDING",
    reason: "=cmd|' /C calc'!A0",
    ecsCode: "Code.X",
  };
  return { ...template, ...build, phase: "outcome", outcome: "blocked", httpStatus: 403 };
}

/** Appends `count` sample events, each in a transaction of its own. */
export async function appendSamples(db: Db, clock: DbClock, count: number): Promise<AppendedEvent[]> {
  const appended: AppendedEvent[] = [];
  for (let index = 0; index < count; index++) {
    appended.push(await db.transaction().execute((trx) => appendAudit(trx, clock, sampleEvent(index))));
  }
  return appended;
}

/** The whole log as an unfiltered JSONL export. */
export async function exportAll(db: Db): Promise<string> {
  let text = "";
  for await (const piece of exportAudit(db, EVERYTHING, "jsonl")) text += piece;
  return text;
}

/** A text as a stream of bytes in pieces of `size`. */
export async function* bytesOf(text: string | Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
