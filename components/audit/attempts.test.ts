import { describe, expect, it } from "vitest";
import type { AuditItem } from "@/lib/contracts/audit";
import { eventsOf, groupAttempts } from "./attempts";

function event(seq: number, parts: Partial<AuditItem> = {}): AuditItem {
  return {
    seq,
    at: "2026-01-01T00:00:00.000Z",
    actor: "operator@demo",
    action: "template.delete",
    phase: "outcome",
    outcome: "succeeded",
    intentSeq: null,
    regionId: "cn-hangzhou",
    templateId: "ip-1",
    templateName: "web",
    buildId: null,
    buildStatus: null,
    reason: null,
    ecsCode: null,
    httpStatus: null,
    requestId: null,
    hash: "00",
    ...parts,
  };
}
const intent = (seq: number) => event(seq, { phase: "intent", outcome: null });

describe("groupAttempts", () => {
  it("joins an intent with every outcome that names it, across other events in between", () => {
    const items = [
      event(5, { intentSeq: 1 }),
      event(4),
      event(3, { intentSeq: 1, outcome: "unknown" }),
      event(2),
      intent(1),
    ];
    const attempts = groupAttempts(items);
    expect(attempts.map(({ key }) => key)).toEqual([1, 4, 2]);
    expect(attempts[0]?.intent?.seq).toBe(1);
    expect(attempts[0]?.outcomes.map(({ seq, outcome }) => [seq, outcome])).toEqual([
      [3, "unknown"],
      [5, "succeeded"],
    ]);
    expect(attempts[0]?.newest.seq).toBe(5);
  });

  it("keeps an attempt whose intent was not read, and takes the intent in when it comes", () => {
    const newer = [event(9, { intentSeq: 7 })];
    expect(groupAttempts(newer)[0]).toMatchObject({ key: 7, intent: null });
    const [joined] = groupAttempts([...newer, intent(7)]);
    expect(joined && eventsOf(joined).map(({ seq }) => seq)).toEqual([7, 9]);
  });

  it("shows an intent without an outcome as an attempt of its own", () => {
    expect(groupAttempts([intent(3)])).toMatchObject([{ key: 3, outcomes: [], newest: { seq: 3 } }]);
  });

  it("counts an event that came on two pages once", () => {
    expect(groupAttempts([event(2), event(2)])).toHaveLength(1);
  });
});
