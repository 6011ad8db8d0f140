import { describe, expect, it } from "vitest";
import type { OutcomeNotice } from "@/lib/contracts/live";
import { afterRestore, settleRestore } from "./restore-state";

const NOTICE: OutcomeNotice = {
  seq: 8,
  action: "template.restore",
  outcome: "unknown",
  intentSeq: 7,
  regionId: "cn-hangzhou",
  templateId: "ip-old",
  reason: "no usable answer: broken",
  ecsCode: null,
  httpStatus: null,
  requestId: null,
};
const created: OutcomeNotice = { ...NOTICE, seq: 9, outcome: "succeeded", templateId: "ip-new" };
const unknown = { kind: "unknown", intentSeq: 7, error: { code: "outcome-unknown" } } as const;

describe("what a restore leads to", () => {
  it("an accepted one shows the new ID, a refused one stays open with the refusal", () => {
    const value = { kind: "restored", templateId: "ip-new", intentSeq: 7 } as const;
    expect(afterRestore({ state: "done", value }, [])).toEqual({ step: "done", templateId: "ip-new" });
    const error = { code: "ecs-refused" } as const;
    const refused = { kind: "failed", error, retry: false, auditSeq: 8 } as const;
    expect(afterRestore({ state: "done", value: refused }, [])).toEqual({
      step: "confirm",
      problem: { error, retry: false },
    });
  });

  it("an unknown one waits; its own first unknown in the log is no news", () => {
    expect(afterRestore({ state: "done", value: unknown }, [NOTICE])).toMatchObject({
      step: "unknown",
      settled: null,
    });
  });

  it("the settled outcome counts, also when it came before the answer", () => {
    const done = { step: "done", templateId: "ip-new" };
    expect(afterRestore({ state: "done", value: unknown }, [NOTICE, created])).toEqual(done);
    const waiting = afterRestore({ state: "done", value: unknown }, []);
    expect(settleRestore(waiting, [NOTICE, created])).toEqual(done);
    expect(settleRestore(waiting, [{ ...created, intentSeq: 6 }])).toBe(waiting);
  });

  it("a lost answer is settled by whatever restore of this template has a result", () => {
    const waiting = afterRestore({ state: "lost", why: "late" }, []);
    expect(waiting).toMatchObject({ step: "unknown", intentSeq: null, settled: null });
    expect(settleRestore(waiting, [created])).toMatchObject({ step: "done" });
  });

  it("a refusal found later, and the end of asking, are said", () => {
    const waiting = afterRestore({ state: "done", value: unknown }, []);
    expect(settleRestore(waiting, [{ ...NOTICE, outcome: "failed", reason: "ecs-refused" }])).toMatchObject({
      settled: "refused",
    });
    expect(settleRestore(waiting, [{ ...NOTICE, reason: "not settled in 24 hours" }])).toMatchObject({
      settled: "unknown",
    });
  });
});
