import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "./server";
import { failure, sdk, startForTest, stateOf } from "./testing";

let emulator: Emulator;
let tools: Awaited<ReturnType<typeof sdk>>;

beforeAll(async () => {
  emulator = await startForTest({ speed: 0 });
  tools = await sdk(emulator);
});
afterAll(() => emulator.close());

describe("DescribeRegions", () => {
  it("lists exactly the regions of the option, in the language asked for", async () => {
    const { client, ecs } = tools;
    const answer = await client.describeRegions(new ecs.DescribeRegionsRequest({ acceptLanguage: "en-US" }));
    const regions = answer.body?.regions?.region ?? [];
    expect(regions.map((region) => region.regionId)).toEqual(Object.keys((await stateOf(emulator)).regions));
    expect(regions[0]).toMatchObject({ localName: "China (Hangzhou)", status: "available" });
    expect(answer.body?.requestId).toMatch(/^[0-9A-F-]{36}$/);
  });

  it("refuses a language that the cloud does not speak", async () => {
    const { client, ecs } = tools;
    const call = client.describeRegions(new ecs.DescribeRegionsRequest({ acceptLanguage: "xx" }));
    expect(await failure(call)).toMatchObject({ code: "InvalidAcceptLanguage.NotFound", statusCode: 404 });
  });
});

it("shows a wrong secret as the error that clients know", async () => {
  const { client, ecs } = await sdk(emulator, "wrong");
  const call = client.describeRegions(new ecs.DescribeRegionsRequest({}));
  expect(await failure(call)).toMatchObject({ code: "SignatureDoesNotMatch", statusCode: 400 });
});
