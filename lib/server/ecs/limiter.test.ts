import { expect, it } from "vitest";
import { createLimiter } from "./limiter";
import { gatewayTo, json, startScript } from "./testing";

const never = new AbortController().signal;

it("a region has its places, and who waits goes in turn", async () => {
  const limiter = createLimiter(1, 10);
  const first = limiter.tryAcquire("a", "collector");
  expect(limiter.tryAcquire("a", "collector")).toBeNull();
  expect(limiter.tryAcquire("b", "collector")).not.toBeNull();
  const order: string[] = [];
  const second = limiter.acquire("a", "collector", never).then((release) => {
    order.push("second");
    release?.();
  });
  const third = limiter.acquire("a", "collector", never).then(() => order.push("third"));
  first?.();
  await Promise.all([second, third]);
  expect(order).toEqual(["second", "third"]);
});

it("all regions together have no more than their places", () => {
  const limiter = createLimiter(8, 2);
  expect(limiter.tryAcquire("a", "collector")).not.toBeNull();
  expect(limiter.tryAcquire("b", "collector")).not.toBeNull();
  expect(limiter.tryAcquire("c", "collector")).toBeNull();
});

it("users do not wait behind the collector", () => {
  const limiter = createLimiter(1, 1);
  expect(limiter.tryAcquire("a", "collector")).not.toBeNull();
  expect(limiter.tryAcquire("a", "user")).not.toBeNull();
});

it("whoever gives up waiting takes no place with him", async () => {
  const limiter = createLimiter(1, 1);
  const first = limiter.tryAcquire("a", "user");
  const giveUp = new AbortController();
  const waiting = limiter.acquire("a", "user", giveUp.signal);
  giveUp.abort();
  expect(await waiting).toBeNull();
  first?.();
  expect(limiter.tryAcquire("a", "user")).not.toBeNull();
});

it("a burst of reads in one region has at most 8 requests under way", async () => {
  let busy = 0;
  let most = 0;
  const script = await startScript((_request, response) => {
    busy += 1;
    most = Math.max(most, busy);
    setImmediate(() => {
      busy -= 1;
      json(response, 200, { RequestId: "R", TotalCount: 0, ImagePipeline: { ImagePipelineSet: [] } });
    });
  });
  const { gateway } = gatewayTo(script.url);
  await Promise.all(
    Array.from({ length: 60 }, () => gateway.listTemplates("cn-hangzhou", { share: "collector" })),
  );
  expect(script.requests).toHaveLength(60);
  expect(most).toBeLessThanOrEqual(8);
  await script.close();
});
