import { describe, expect, it } from "vitest";
import type { OutcomeNotice } from "@/lib/contracts/live";
import { afterDelete, afterExplain, settle } from "./dialog-state";

const notice = (intentSeq: number | null, outcome: OutcomeNotice["outcome"]): OutcomeNotice => ({
  seq: 1,
  action: "template.delete",
  outcome,
  intentSeq,
  regionId: "cn-hangzhou",
  templateId: "ip-1",
  reason: null,
  ecsCode: null,
  httpStatus: null,
  requestId: null,
});
const unknown = {
  state: "done",
  value: { kind: "unknown", intentSeq: 7, error: { code: "outcome-unknown" } },
} as const;

describe("afterDelete", () => {
  it("calls an attempt without an answer unknown, never failed", () => {
    expect(afterDelete({ state: "lost", why: "late" }, null, []).step).toBe("unknown");
    expect(afterDelete({ state: "lost", why: "unreachable" }, null, []).step).toBe("unknown");
    expect(afterDelete({ state: "failed", error: { code: "internal", errorId: "e" } }, null, []).step).toBe(
      "unknown",
    );
  });

  it("keeps the confirmation open for an expected failure", () => {
    const failed = { state: "failed", error: { code: "name-mismatch" } } as const;
    expect(afterDelete(failed, null, [])).toMatchObject({ step: "confirm", problem: { retry: false } });
  });

  it("turns into the blocked dialog when a build started meanwhile", () => {
    const value = { kind: "blocked", reason: "build-running", build: null, auditSeq: 4 } as const;
    expect(afterDelete({ state: "done", value }, null, [])).toMatchObject({
      step: "blocked",
      confirmed: true,
    });
  });

  it("shows an outcome that the live connection brought before the answer came", () => {
    expect(afterDelete(unknown, null, [notice(7, "succeeded")])).toMatchObject({
      step: "unknown",
      settled: { outcome: "succeeded" },
    });
  });
});

describe("settle", () => {
  const open = afterDelete(unknown, null, []);

  it("lets the last outcome of the same intent count", () => {
    expect(settle(open, [notice(7, "unknown"), notice(7, "failed"), notice(7, "succeeded")])).toMatchObject({
      settled: { outcome: "succeeded" },
    });
  });

  it("takes no outcome of another attempt and no further unknown", () => {
    expect(settle(open, [notice(8, "succeeded"), notice(null, "blocked"), notice(7, "unknown")])).toBe(open);
  });

  it("takes any settled intent of the template when not even the attempt's number came through", () => {
    const lost = afterDelete({ state: "lost", why: "late" }, null, []);
    expect(settle(lost, [notice(9, "succeeded")])).toMatchObject({ settled: { intentSeq: 9 } });
    expect(settle(lost, [notice(null, "blocked")])).toBe(lost);
  });
});

describe("afterExplain", () => {
  it("offers another try when the check itself failed", () => {
    expect(afterExplain({ state: "lost", why: "late" })).toMatchObject({ step: "unexplained", retry: true });
  });

  it("opens the confirmation when the fresh read finds it deletable", () => {
    const value = {
      kind: "deletable",
      name: "web",
      buildCount: 2,
      latestBuild: null,
      checkedAt: "",
    } as const;
    expect(afterExplain({ state: "done", value })).toMatchObject({ step: "confirm", fresh: value });
  });
});
