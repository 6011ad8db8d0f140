import { expect, it } from "vitest";
import { eachDatabase } from "../db/testing/databases";
import { appendAudit, type NewAuditEvent } from "./append";

const event = (reason: string): NewAuditEvent => ({
  actor: "operator@demo",
  action: "template.delete",
  phase: "outcome",
  outcome: "failed",
  reason,
});

eachDatabase("appending to the audit log", (open) => {
  it("50 concurrent appends and rolled-back ones in between leave numbers without a gap, in commit order", async () => {
    const { db, testClock } = await open();
    const committed: number[] = [];
    const attempts = Array.from({ length: 50 }, async (_, index) => {
      const kept = await db
        .transaction()
        .execute(async (trx) => {
          const { seq } = await appendAudit(trx, testClock, event(`try ${index}`));
          if (index % 5 === 0) throw new Error("rolled back");
          return seq;
        })
        .catch(() => null);
      if (kept !== null) committed.push(kept);
    });
    await Promise.all(attempts);
    const rows = await db
      .selectFrom("audit_event")
      .select(["seq", "hash", "prev_hash"])
      .orderBy("seq")
      .execute();
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(rows.slice(1).map((row) => row.prev_hash)).toEqual(rows.slice(0, -1).map((row) => row.hash));
    expect([...committed].sort((a, b) => a - b)).toEqual(rows.map((row) => row.seq));
  });
});
