import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBudget } from "./budget";
import { gatewayTo, json, manualTime, signature, startScript } from "./testing";

const MINUTE = 60_000;
const region = "cn-hangzhou";

describe("the budget", () => {
  it.each([
    [1, 10],
    [50, 10],
    [300, 60],
    [1000, 200],
  ])("of %i calls gives users %i on top", (perMinute, userExtra) => {
    expect(createBudget(perMinute, () => 0)).toMatchObject({ perMinute, userExtra });
  });

  it("lets the collector have its share and no more, each region and operation for itself, each minute anew", () => {
    const time = manualTime(7 * MINUTE + 1_000);
    const budget = createBudget(2, time.now);
    const take = (key: string) => budget.take(key, "collector");
    expect([take("a"), take("a"), take("a"), take("b")]).toEqual([true, true, false, true]);
    expect(budget.waitMs("a", "collector")).toBe(59_000);
    time.advance(58_999);
    expect(take("a")).toBe(false);
    time.advance(1);
    expect(take("a")).toBe(true);
  });

  it("is closed to the collector for the rest of the minute after throttling, never to users", () => {
    const time = manualTime(7 * MINUTE);
    const budget = createBudget(5, time.now);
    budget.close("a");
    expect(budget.take("a", "collector")).toBe(false);
    expect(budget.take("b", "collector")).toBe(true);
    expect(budget.take("a", "user")).toBe(true);
    time.advance(MINUTE);
    expect(budget.take("a", "collector")).toBe(true);
  });

  it("whatever the order: users always get their extra, the collector never more than its share, both never more than the sum", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.constantFrom("user" as const, "collector" as const), { maxLength: 120 }),
        (perMinute, order) => {
          const budget = createBudget(perMinute, () => 0);
          const sent = { user: 0, collector: 0 };
          for (const share of order) {
            const isFree = budget.waitMs("a", share) === 0;
            expect(budget.take("a", share)).toBe(isFree);
            if (share === "user" && sent.user < budget.userExtra) expect(isFree).toBe(true);
            if (isFree) sent[share] += 1;
          }
          expect(sent.collector).toBeLessThanOrEqual(perMinute);
          expect(sent.user + sent.collector).toBeLessThanOrEqual(perMinute + budget.userExtra);
        },
      ),
    );
  });
});

describe("the gateway within its budget", () => {
  const empty = { RequestId: "R", TotalCount: 0, ImagePipeline: { ImagePipelineSet: [] } };
  const collector = { share: "collector" } as const;
  const user = { share: "user" } as const;

  it("lets the collector wait for the next minute when its deadline allows, and refuses at once when not", async () => {
    const script = await startScript((_request, response) => json(response, 200, empty));
    const { gateway, time } = gatewayTo(script.url, { budgetPerMinute: 1 });
    time.advance(MINUTE - (time.now() % MINUTE));
    await gateway.listTemplates(region, collector);
    await expect(gateway.listTemplates(region, collector)).rejects.toMatchObject({
      code: "budget-exhausted",
    });
    expect(time.pauses).toEqual([]);
    await gateway.listTemplates(region, { ...collector, deadlineMs: 61_000 });
    expect(time.pauses).toEqual([MINUTE]);
    expect(script.requests).toHaveLength(2);
    await script.close();
  });

  it("never lets a user wait for what the collector used up, and sends no write beyond the users' share", async () => {
    const script = await startScript((_request, response) => json(response, 200, { ...empty }));
    const { gateway, time } = gatewayTo(script.url, { budgetPerMinute: 1 });
    time.advance(MINUTE - (time.now() % MINUTE));
    await gateway.listTemplates(region, collector);
    for (let count = 0; count < 10; count += 1) await gateway.listTemplates(region, user);
    expect(time.pauses).toEqual([]);
    await expect(gateway.listTemplates(region, user)).rejects.toMatchObject({ code: "budget-exhausted" });
    for (let count = 0; count < 11; count += 1) {
      expect(await gateway.deleteTemplate(region, "ip-a", signature())).toMatchObject({ kind: "accepted" });
    }
    expect(await gateway.deleteTemplate(region, "ip-a", signature())).toEqual({
      kind: "not-sent",
      why: "budget",
    });
    expect(script.requests).toHaveLength(22);
    await script.close();
  });

  it("sends the collector's next call after throttling only in the next minute", async () => {
    const script = await startScript((_request, response, count) =>
      count === 1
        ? json(response, 400, { RequestId: "R", Code: "Throttling.User" })
        : json(response, 200, empty),
    );
    const { gateway, time } = gatewayTo(script.url);
    time.advance(MINUTE - (time.now() % MINUTE));
    const start = time.now();
    await expect(gateway.listTemplates(region, collector)).rejects.toMatchObject({ code: "ecs-throttled" });
    expect(script.requests).toHaveLength(1);
    await gateway.listTemplates(region, { ...collector, deadlineMs: 2 * MINUTE });
    expect(time.now() - start).toBe(MINUTE);
    await script.close();
  });

  it("shows what was sent and throttled in the last 60 s", async () => {
    const script = await startScript((_request, response, count) =>
      count === 2 ? json(response, 400, { RequestId: "R", Code: "Throttling" }) : json(response, 200, empty),
    );
    const { gateway, time } = gatewayTo(script.url, { budgetPerMinute: 300 });
    await gateway.listTemplates(region, user);
    time.advance(30_000);
    await gateway.listTemplates("eu-central-1", user);
    expect(gateway.use()).toEqual({ lastMinute: 3, throttledLastMinute: 1, budget: 300, userExtra: 60 });
    time.advance(31_000);
    expect(gateway.use()).toMatchObject({ lastMinute: 2, throttledLastMinute: 1 });
    time.advance(60_000);
    expect(gateway.use()).toMatchObject({ lastMinute: 0, throttledLastMinute: 0 });
    await script.close();
  });
});
