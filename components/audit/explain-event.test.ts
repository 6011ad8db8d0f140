import { describe, expect, it } from "vitest";
import type { AuditItem } from "@/lib/contracts/audit";
import { explainEvent } from "./explain-event";

function outcome(reason: string | null, parts: Partial<AuditItem> = {}) {
  return explainEvent({
    seq: 1,
    at: "2026-01-01T00:00:00.000Z",
    actor: "operator@demo",
    action: "template.delete",
    phase: "outcome",
    outcome: "failed",
    intentSeq: null,
    regionId: "cn-hangzhou",
    templateId: "ip-1",
    templateName: "web",
    buildId: null,
    buildStatus: null,
    reason,
    ecsCode: null,
    httpStatus: null,
    requestId: null,
    hash: "00",
    ...parts,
  });
}

describe("explainEvent", () => {
  it("names the build that blocked", () => {
    const build = { buildId: "exec-1a", buildStatus: "TESTING" };
    expect(outcome("build-running", build)).toEqual({
      kind: "text",
      key: "build",
      values: { build: "exec-1a", status: "TESTING" },
    });
    expect(outcome("status-unknown", { ...build, buildStatus: "POLISHING" })).toMatchObject({
      key: "statusUnknown",
    });
  });

  it.each([
    ["role viewer", "role", { role: "viewer" }],
    ["delete-in-progress", "deleteInProgress", {}],
    ["already deleted elsewhere", "gone", {}],
    ["not sent: budget", "notSent", { why: "budget" }],
    ["no usable answer: timeout", "noAnswer", { why: "timeout" }],
    ["found gone at 2026-01-01T00:00:00.000Z", "foundGone", { at: "2026-01-01T00:00:00.000Z" }],
    [
      "took effect late: found gone at 2026-01-01T00:00:00.000Z",
      "tookEffectLate",
      { at: "2026-01-01T00:00:00.000Z" },
    ],
    ["still there at 2026-01-01T00:00:00.000Z", "stillThere", { at: "2026-01-01T00:00:00.000Z" }],
    ["not settled in 7 days", "givenUp", {}],
    ["started exec-9", "started", { build: "exec-9" }],
    ["cancelling exec-9", "cancelling", { build: "exec-9" }],
    [
      "found CANCELLED at 2026-01-01T00:00:00.000Z",
      "foundBuild",
      { status: "CANCELLED", at: "2026-01-01T00:00:00.000Z" },
    ],
  ])("reads %j", (reason, key, values) => {
    expect(outcome(reason)).toEqual({ kind: "text", key, values });
  });

  it("reads an error code as that error, and shows words it does not know as they are", () => {
    expect(outcome("ecs-throttled")).toEqual({ kind: "error", code: "ecs-throttled" });
    expect(outcome("something new")).toEqual({ kind: "verbatim", text: "something new" });
    expect(outcome(null)).toEqual({ kind: "nothing" });
  });

  it("never takes what a user typed for a machine word", () => {
    const typed = { phase: "intent", outcome: null } as const;
    expect(outcome("role admin", typed)).toEqual({ kind: "verbatim", text: "role admin" });
    expect(outcome("protected", typed)).toEqual({ kind: "verbatim", text: "protected" });
  });
});
