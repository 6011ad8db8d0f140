import { chainRow, type NewAuditEvent } from "../../lib/server/audit/append";
import { canonical } from "../../lib/server/audit/canonical";
import { type AuditRow, GENESIS_HASH } from "../../lib/server/audit/chain";
import type { Db } from "../../lib/server/context";

const STATUSES = ["BUILDING", "TESTING", "DISTRIBUTING", "RELEASING"] as const;
const BATCH = 500;
const APART_MS = 30_000;

/** A definition and ten builds, as the snapshot of a delete holds them: about 2 kB. */
function snapshotOf(index: number): string {
  const builds = Array.from({ length: 10 }, (_, build) => ({
    id: `exec-bp1${(index * 10 + build).toString(36).padStart(16, "0")}`,
    status: "SUCCESS",
    startedAt: "2026-01-31T08:15:00.123Z",
  }));
  return canonical({
    definition: { name: `web-${index}`, content: "RUN yum install -y nginx\n".repeat(20) },
    builds,
  });
}

/** Deletes with their outcomes, and blocked ones: three of a thousand templates in a row, by twenty people. */
function eventAt(index: number): NewAuditEvent {
  const template = {
    actor: `person-${(index * 7) % 20}@example.com`,
    action: "template.delete" as const,
    regionId: "cn-hangzhou",
    templateId: `ip-bp1${String((index * 13) % 1_000).padStart(16, "0")}`,
    templateName: `web-frontend-${(index * 13) % 1_000}`,
  };
  const endpoint = { account: "1234567890123456", endpoint: "ecs.cn-hangzhou.aliyuncs.com" };
  if (index % 3 === 0)
    return { ...template, ...endpoint, phase: "intent", outcome: null, snapshot: snapshotOf(index) };
  const requestId = `473469C7-AA6F-4DC5-B3DB-${index.toString(16).padStart(12, "0").toUpperCase()}`;
  if (index % 3 === 1) {
    return {
      ...template,
      phase: "outcome",
      outcome: "succeeded",
      intentSeq: index,
      httpStatus: 200,
      requestId,
    };
  }
  const buildStatus = STATUSES[index % STATUSES.length] ?? "BUILDING";
  const buildId = `exec-bp1${index.toString(36).padStart(16, "0")}`;
  const blocked = { buildId, buildStatus, ecsCode: null, reason: "a build of this template is running" };
  return { ...template, ...blocked, phase: "outcome", outcome: "blocked" };
}

/** Writes a chained log of `count` events into an empty database, half a minute apart, and the counter that numbers them. */
export async function writeLog(db: Db, count: number): Promise<void> {
  let prevHash = GENESIS_HASH;
  let rows: AuditRow[] = [];
  const start = Date.UTC(2026, 0, 1);
  for (let index = 0; index < count; index += 1) {
    const at = new Date(start + index * APART_MS).toISOString();
    const row = chainRow(eventAt(index), { seq: index + 1, at, prevHash });
    prevHash = row.hash;
    rows.push(row);
    if (rows.length < BATCH && index < count - 1) continue;
    await db.insertInto("audit_event").values(rows).execute();
    rows = [];
  }
  await db.insertInto("counter").values({ name: "audit_event", value: count }).execute();
}
