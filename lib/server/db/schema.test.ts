import { sql } from "kysely";
import { expect, it } from "vitest";
import { appendAudit } from "../audit/append";
import { isUniqueViolation } from "./errors";
import { eachDatabase } from "./testing/databases";

const attempt = (intentSeq: number, state: string) => ({
  intent_seq: intentSeq,
  account: "1",
  endpoint: "ecs.example",
  region_id: "cn-hangzhou",
  template_id: "ip-1",
  template_name: "web",
  actor: "operator@demo",
  state,
  signature_date: "2026-01-31T08:00:00Z",
  signature_nonce: "n",
  opened_at: "2026-01-31T08:00:00.000Z",
  fence_at: "2026-01-31T08:16:15.000Z",
  last_outcome: null,
  refused: 0,
  reads: 0,
  next_read_at: "2026-01-31T08:00:00.000Z",
  settled_at: null,
});

eachDatabase("the tables", (open, kind) => {
  it.each(["open", "watched"])(
    "take one attempt under way for a template: a second one beside an %s one is refused",
    async (state) => {
      const { db } = await open();
      await db.insertInto("delete_attempt").values(attempt(1, state)).execute();
      const second = db.insertInto("delete_attempt").values(attempt(2, "open")).execute();
      expect(await second.then(() => null, isUniqueViolation)).toBe(true);
      await db.updateTable("delete_attempt").set({ state: "settled" }).where("intent_seq", "=", 1).execute();
      await db.insertInto("delete_attempt").values(attempt(2, "open")).execute();
      await db
        .insertInto("delete_attempt")
        .values({ ...attempt(3, "open"), account: "2" })
        .execute();
    },
  );

  it("take one start under way for a template", async () => {
    const { db } = await open();
    const start = (intentSeq: number) => ({
      intent_seq: intentSeq,
      account: "1",
      endpoint: "ecs.example",
      region_id: "cn-hangzhou",
      template_id: "ip-1",
      template_name: "web",
      actor: "operator@demo",
      client_token: "t",
      state: "open",
      opened_at: "",
      tries: 0,
      next_try_at: "",
      build_id: null,
    });
    await db.insertInto("start_attempt").values(start(1)).execute();
    const second = db.insertInto("start_attempt").values(start(2)).execute();
    expect(await second.then(() => null, isUniqueViolation)).toBe(true);
  });

  it("let nobody change, remove, replace or truncate an audit event", async () => {
    const { db, testClock } = await open();
    await db.transaction().execute((trx) =>
      appendAudit(trx, testClock, {
        actor: "operator@demo",
        action: "template.delete",
        phase: "intent",
        outcome: null,
      }),
    );
    const before = await db.selectFrom("audit_event").selectAll().execute();
    const columns = "seq, at, actor, action, phase, prev_hash, hash";
    const values = "1, '', 'x', 'x', 'x', '', ''";
    const attacks = [
      "update audit_event set actor = 'x'",
      "update audit_event set seq = seq + 1",
      "delete from audit_event",
      kind === "sqlite"
        ? `insert or replace into audit_event (${columns}) values (${values})`
        : "truncate audit_event",
      `insert into audit_event (${columns}) values (${values}) on conflict (seq) do update set actor = 'x'`,
    ];
    for (const attack of attacks) {
      await expect(sql.raw(attack).execute(db), attack).rejects.toThrow("append-only");
    }
    expect(await db.selectFrom("audit_event").selectAll().execute()).toEqual(before);
  });

  it("number the archive by themselves", async () => {
    const { db } = await open();
    const row = {
      region_id: "cn-hangzhou",
      template_id: "ip-1",
      name: "web",
      definition: "{}",
      builds: "[]",
      archived_at: "",
      audit_seq: 1,
    };
    const first = await db
      .insertInto("template_archive")
      .values(row)
      .returning("id")
      .executeTakeFirstOrThrow();
    const second = await db
      .insertInto("template_archive")
      .values(row)
      .returning("id")
      .executeTakeFirstOrThrow();
    expect([first.id, second.id]).toEqual([1, 2]);
  });
});
