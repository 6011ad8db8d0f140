import { afterEach, describe, expect, it } from "vitest";
import { type BlockedPicture, parseBlockedQuery } from "@/lib/contracts/audit-blocked";
import type { AuditAction, AuditOutcome } from "@/lib/domain/audit";
import { appendAudit, chainRow } from "@/lib/server/audit/append";
import { GENESIS_HASH } from "@/lib/server/audit/chain";
import { eachDatabase, type TestDatabase } from "@/lib/server/db/testing/databases";
import { removeTemplate } from "@/lib/server/inventory/remove-template";
import { deleteTemplate } from "../templates/delete";
import { openConsole, REGION, type TestConsole } from "../testing/console";
import { readBlockedDeletes } from "./blocked";
import { listBlockedEvents } from "./blocked-events";

const parse = (text: string) => parseBlockedQuery(new URLSearchParams(text));

describe("the address of the picture", () => {
  it.each([
    ["range=month", "range"],
    ["region=../x", "region"],
    ["templateId=1", "templateId"],
    ["from=yesterday", "from"],
    ["from=2026-01-02&to=2026-01-01", "to"],
  ])("names what it does not understand: %s", (text, parameter) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ params: { parameter } }));
  });

  it("leaves parameters alone that are not its own", () => {
    expect(parse("outcome=nonsense&cursor=x&range=week").range).toBe("week");
  });
});

eachDatabase("the picture of blocked deletes", (open) => {
  let database: TestDatabase;
  let console: TestConsole;
  afterEach(() => console.close());

  async function start() {
    database = await open();
    console = await openConsole(database, database.testClock);
    database.testClock.set(new Date().toISOString());
    return console;
  }
  const picture = (text = "", role: "auditor" | "viewer" = "auditor"): Promise<BlockedPicture> =>
    readBlockedDeletes(console.as(role), parse(text));
  const seqs = ({ marks }: BlockedPicture, kind = "blocked") =>
    marks.filter((mark) => mark.kind === kind).map(({ seq }) => seq);
  const press = ({ regionId, templateId, name }: Awaited<ReturnType<TestConsole["addTemplate"]>>) =>
    deleteTemplate(console.as("operator"), { regionId, templateId, confirmName: name });
  const append = (
    templateId: string,
    outcome: AuditOutcome,
    more: { action?: AuditAction; buildId?: string; actor?: string; regionId?: string } = {},
  ) =>
    database.db.transaction().execute((trx) =>
      appendAudit(trx, database.testClock, {
        actor: "operator@demo",
        action: "template.delete",
        phase: "outcome",
        outcome,
        regionId: REGION,
        templateId,
        templateName: `name of ${templateId}`,
        ...(more.buildId ? { buildStatus: "BUILDING" } : {}),
        ...more,
      }),
    );

  it("has a press on a building template as a mark on the bar of the build that blocked it", async () => {
    const { addTemplate } = await start();
    const template = await addTemplate("busy", "SUCCESS", "BUILDING");
    expect(await press(template)).toMatchObject({ kind: "blocked" });
    const found = await picture();
    expect(found).toMatchObject({ blocked: 1, templates: 1, events: 1, bucket: null });
    expect(found.lanes).toEqual([
      { regionId: REGION, templateId: template.templateId, name: "busy", blocked: 1 },
    ]);
    const [event] = await console.log(template.templateId);
    expect(found.marks).toMatchObject([
      { seq: event?.seq, lane: 0, kind: "blocked", count: 1, buildId: template.buildIds[1] },
    ]);
    const bar = found.bars.find(({ buildId }) => buildId === template.buildIds[1]);
    expect(bar).toMatchObject({ lane: 0, status: "BUILDING", to: null, extent: "running" });
  });

  it("is hidden from a viewer, picture and rows", async () => {
    await start();
    await expect(picture("", "viewer")).rejects.toMatchObject({ code: "not-found" });
    const page = { limit: 10, cursor: null };
    await expect(listBlockedEvents(console.as("viewer"), parse(""), page)).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("asks ECS nothing", async () => {
    const { calls, addTemplate } = await start();
    await press(await addTemplate("busy", "BUILDING"));
    const before = await calls("DescribeImagePipelineExecutions");
    await picture();
    expect(await calls("DescribeImagePipelineExecutions")).toBe(before);
  });

  it("takes the window, the template, the actor and the region from the address", async () => {
    await start();
    const old = await append("ip-1", "blocked");
    database.testClock.advance(3 * 86_400);
    const now = await append("ip-1", "blocked", { actor: "admin@demo" });
    const other = await append("ip-2", "blocked", { regionId: "cn-beijing" });
    expect(seqs(await picture())).toEqual([now.seq, other.seq]);
    expect(seqs(await picture("range=week"))).toEqual([old.seq, now.seq, other.seq]);
    expect(seqs(await picture("templateId=ip-2"))).toEqual([other.seq]);
    expect(seqs(await picture("actor=admin@demo&range=week"))).toEqual([now.seq]);
    expect(seqs(await picture("region=cn-beijing"))).toEqual([other.seq]);
    expect(seqs(await picture(`to=${now.at}&range=week`))).toEqual([old.seq]);
    expect(seqs(await picture(`from=${now.at}`))).toEqual([now.seq, other.seq]);
  });

  it("tells queued, deleted and other events of the same templates apart, and leaves other templates out", async () => {
    await start();
    await append("ip-1", "blocked");
    const queued = await append("ip-1", "succeeded", { action: "template.delete.queue" });
    const denied = await append("ip-1", "denied");
    const gone = await append("ip-1", "succeeded");
    await append("ip-2", "succeeded");
    const found = await picture();
    expect(seqs(found, "queued")).toEqual([queued.seq]);
    expect(seqs(found, "deleted")).toEqual([gone.seq]);
    expect(seqs(found, "other")).toEqual([denied.seq]);
    expect(found).toMatchObject({ blocked: 1, templates: 1, events: 4 });
  });

  it("keeps the bars of a template that left, and draws a build that nobody knows as far as it was seen", async () => {
    const { addTemplate } = await start();
    const template = await addTemplate("leaves", "BUILDING");
    await press(template);
    const first = await append(template.templateId, "blocked", { buildId: "exec-nobody" });
    database.testClock.advance(60);
    const last = await append(template.templateId, "blocked", { buildId: "exec-nobody" });
    await database.db.transaction().execute((trx) => removeTemplate(trx, database.testClock, template, 1));
    const { bars } = await picture();
    expect(bars.find(({ buildId }) => buildId === template.buildIds[0])).toMatchObject({
      status: "BUILDING",
      extent: "unknown",
    });
    expect(bars.find(({ buildId }) => buildId === "exec-nobody")).toEqual({
      lane: 0,
      buildId: "exec-nobody",
      status: "BUILDING",
      from: first.at,
      to: last.at,
      extent: "unknown",
    });
  });

  it("finds a build that only the archive of a deleted template still has", async () => {
    const { addTemplate } = await start();
    const template = await addTemplate("archived", "BUILDING");
    await press(template);
    await database.db.transaction().execute((trx) => removeTemplate(trx, database.testClock, template, 1));
    await database.db.deleteFrom("past_build").execute();
    expect((await picture()).bars).toMatchObject([
      { buildId: template.buildIds[0], status: "BUILDING", extent: "unknown" },
    ]);
  });

  it("has the same events as rows, page by page, none twice and none missing", async () => {
    await start();
    const wanted: number[] = [];
    for (let index = 0; index < 7; index++) {
      wanted.push((await append(`ip-${index % 2}`, index === 5 ? "denied" : "blocked")).seq);
      await append("ip-9", "succeeded");
    }
    const found: number[] = [];
    let cursor: number | null = null;
    do {
      const page = await listBlockedEvents(console.as("auditor"), parse(""), { limit: 3, cursor });
      found.push(...page.items.map(({ seq }) => seq));
      cursor = page.nextCursor === null ? null : Number(page.nextCursor);
    } while (cursor !== null);
    expect(found).toEqual([...wanted].reverse());
  });

  it("counts 10,000 events by pieces of time: bounded, nothing lost, and finer in a shorter window", async () => {
    await start();
    const end = Date.parse(await database.testClock.now());
    const COUNT = 10_000;
    const MINUTE = 60_000;
    for (let first = 0; first < COUNT; first += 500) {
      const rows = Array.from({ length: 500 }, (_, offset) => {
        const index = first + offset;
        const event = { actor: "a", action: "template.delete", phase: "outcome" } as const;
        const ref = { regionId: REGION, templateId: `ip-${index % 50}`, templateName: "x" };
        const at = new Date(end - (COUNT - index) * 10 * MINUTE).toISOString();
        return chainRow(
          { ...event, ...ref, outcome: "blocked" },
          { seq: index + 1, at, prevHash: GENESIS_HASH },
        );
      });
      await database.db.insertInto("audit_event").values(rows).execute();
    }
    const whole = await picture("range=90days");
    const sum = whole.marks.reduce((total, { count }) => total + count, 0);
    expect(whole).toMatchObject({ blocked: COUNT, templates: 50, events: COUNT, bucket: "day" });
    expect(sum).toBe(COUNT);
    expect(JSON.stringify(whole).length).toBeLessThan(1_000_000);
    const month = await picture(
      `from=${new Date(end - 20 * 86_400_000).toISOString()}&templateId=ip-1&range=week`,
    );
    expect(month.bucket).toBeNull();
    const days = await picture(`from=${new Date(end - 18 * 86_400_000).toISOString()}`);
    expect(days.bucket).toBe("ten-hours");
    expect(days.marks.reduce((total, { count }) => total + count, 0)).toBe(days.blocked);
  });
});
