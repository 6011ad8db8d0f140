import { expect, it } from "vitest";
import { eachDatabase } from "../db/testing/databases";
import { CSV_FIELDS } from "./csv";
import { exportAudit } from "./export";
import { queryAudit } from "./query";
import { appendSamples, EVERYTHING, exportAll } from "./testing/events";

eachDatabase("reading the audit log", (open) => {
  it("pages newest first, without gap or double, however much is appended meanwhile", async () => {
    const { db, testClock } = await open();
    await appendSamples(db, testClock, 10);
    const seen: number[] = [];
    for (let cursor: number | null = null; ; ) {
      const page = await queryAudit(db, EVERYTHING, { limit: 3, cursor });
      seen.push(...page.items.map((item) => item.seq));
      await appendSamples(db, testClock, 1);
      if (page.nextCursor === null) break;
      cursor = Number(page.nextCursor);
    }
    expect(seen).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it("filters by template, outcome, actor, action and time, alone and together", async () => {
    const { db, testClock } = await open();
    testClock.set("2026-02-01T00:00:00.000Z");
    await appendSamples(db, testClock, 6);
    testClock.set("2026-02-02T00:00:00.000Z");
    await appendSamples(db, testClock, 6);
    const seqs = async (filter: Partial<Record<keyof typeof EVERYTHING, string>>) => {
      const page = await queryAudit(
        db,
        { ...EVERYTHING, ...(filter as object) },
        { limit: 100, cursor: null },
      );
      return page.items.map((item) => item.seq).reverse();
    };
    expect(await seqs({ templateId: "ip-1" })).toEqual([2, 5, 8, 11]);
    expect(await seqs({ outcome: "blocked" })).toEqual([3, 6, 9, 12]);
    expect(await seqs({ actor: "admin@demo" })).toEqual([2, 4, 6, 8, 10, 12]);
    expect(await seqs({ action: "build.start" })).toEqual([]);
    expect(await seqs({ from: "2026-02-02T00:00:00.000Z" })).toEqual([7, 8, 9, 10, 11, 12]);
    expect(await seqs({ to: "2026-02-02T00:00:00.000Z" })).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await seqs({ outcome: "blocked", actor: "admin@demo", from: "2026-02-02T00:00:00.000Z" })).toEqual(
      [12],
    );
  });

  it("shows of an event what the contract names, and no snapshot", async () => {
    const { db, testClock } = await open();
    const [, , third] = await appendSamples(db, testClock, 3);
    const { items } = await queryAudit(db, EVERYTHING, { limit: 1, cursor: null });
    expect(items[0]).toEqual({
      seq: 3,
      at: "2026-01-31T08:00:00.000Z",
      actor: "operator@demo",
      action: "template.delete",
      phase: "outcome",
      outcome: "blocked",
      intentSeq: null,
      regionId: "cn-hangzhou",
      templateId: "ip-2",
      templateName: 'web "2", 模板 \u2028 🙂',
      buildId: "exec-2",
      buildStatus: "BUILDING",
      reason: "=cmd|' /C calc'!A0",
      ecsCode: "Code.X",
      httpStatus: 403,
      requestId: null,
      hash: third?.hash,
    });
  });

  it("exports JSONL, oldest first, an item a line with everything its hash covers", async () => {
    const { db, testClock } = await open();
    await appendSamples(db, testClock, 7);
    const lines = (await exportAll(db)).split("\n");
    expect(lines.pop()).toBe("");
    const items = lines.map((line) => JSON.parse(line));
    expect(items.map((item) => item.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const page = await queryAudit(db, EVERYTHING, { limit: 7, cursor: null });
    expect(items.reverse()).toEqual(
      page.items.map((item) => ({
        ...item,
        account: item.phase === "intent" ? "1" : null,
        endpoint: item.phase === "intent" ? "ecs.example" : null,
        prevHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        snapshotHash: item.phase === "intent" ? expect.stringMatching(/^[0-9a-f]{64}$/) : null,
      })),
    );
  });

  it("exports CSV with a header row and CRLF, formulas made harmless, filters kept", async () => {
    const { db, testClock } = await open();
    await appendSamples(db, testClock, 6);
    let csv = "";
    for await (const piece of exportAudit(db, { ...EVERYTHING, outcome: "blocked" }, "csv")) csv += piece;
    const [header, ...records] = csv.split("\r\n");
    expect(header).toBe(CSV_FIELDS.join(","));
    expect(records).toHaveLength(3);
    expect(records[0]).toContain(`,'=cmd|' /C calc'!A0,`);
    expect(records[0]).toContain(',"web ""2"", 模板 \u2028 🙂",');
  });

  it("exports the log as it stood at the beginning, over many pages", async () => {
    const { db, testClock } = await open();
    const values = Array.from({ length: 2_500 }, (_, index) => ({
      seq: index + 1,
      at: "2026-01-31T08:00:00.000Z",
      actor: "a",
      action: "template.delete",
      phase: "intent",
      prev_hash: "",
      hash: "",
    }));
    for (let start = 0; start < values.length; start += 500) {
      await db
        .insertInto("audit_event")
        .values(values.slice(start, start + 500))
        .execute();
    }
    await db.insertInto("counter").values({ name: "audit_event", value: 2_500 }).execute();
    const seqs: number[] = [];
    for await (const piece of exportAudit(db, EVERYTHING, "jsonl")) {
      const lines = piece.trimEnd().split("\n");
      expect(lines.length).toBeLessThanOrEqual(1_000);
      seqs.push(...lines.map((line) => JSON.parse(line).seq));
      if (seqs.length === 1_000) await appendSamples(db, testClock, 1);
    }
    expect(seqs).toEqual(values.map((row) => row.seq));
  });
});
