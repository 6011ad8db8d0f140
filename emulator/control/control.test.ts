import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Emulator } from "../server";
import { control, startForTest, stateOf } from "../testing";
import { send, signAcs3 } from "../testing-signer";

const REGION = "cn-hangzhou";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startForTest({ templates: 40, speed: 1, rate: { calls: 3, seconds: 60 } });
});
afterAll(() => emulator.close());
beforeEach(() => control(emulator, "POST", "reset"));

const call = (action: string, query: Record<string, string>) => send(signAcs3(emulator, { action, query }));
const add = async (fields: object = {}) =>
  (
    await control<{ imagePipelineId: string }>(emulator, "POST", "templates", {
      regionId: REGION,
      name: "added",
      ...fields,
    })
  ).body.imagePipelineId;
const find = async (id: string) =>
  (await stateOf(emulator)).regions[REGION]?.templates.find((template) => template.imagePipelineId === id);
const build = async (imagePipelineId: string, status: string) =>
  (
    await control<{ executionId: string }>(emulator, "POST", "executions", {
      regionId: REGION,
      imagePipelineId,
      status,
    })
  ).body.executionId;
const advance = (advanceSeconds: number) =>
  control<{ now: string }>(emulator, "POST", "clock", { advanceSeconds });

/** A control call with headers that fetch would not send. */
function withHeaders(headers: Record<string, string>, path = "/_emulator/health"): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: emulator.port, host: "127.0.0.1", path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.end();
  });
}

describe("templates", () => {
  it("are added as sent, unchecked, and answered like others", async () => {
    const id = await add({ name: "!", description: "d", buildContent: "NONSENSE", tags: { a: "b" } });
    const definition = {
      Name: "!",
      Description: "d",
      BuildContent: "NONSENSE",
      Tags: { Tag: [{ TagKey: "a", TagValue: "b" }] },
    };
    expect(await find(id)).toMatchObject({ name: "!", definition, executions: [] });
    const answer = await call("DescribeImagePipelines", { RegionId: REGION, "ImagePipelineId.1": id });
    const [found] = (answer.body.ImagePipeline as { ImagePipelineSet: Record<string, unknown>[] })
      .ImagePipelineSet;
    const { ImagePipelineId, CreationTime, ...rest } = found ?? {};
    expect(ImagePipelineId).toBe(id);
    expect(CreationTime).toMatch(/Z$/);
    expect(rest).toEqual((await find(id))?.definition);
  });

  it("are removed even while a build runs, without a request ID", async () => {
    const id = await add();
    await build(id, "BUILDING");
    expect((await control(emulator, "DELETE", `templates/${id}`)).status).toBe(200);
    expect((await stateOf(emulator)).regions[REGION]?.deleted).toMatchObject([
      { imagePipelineId: id, requestId: null },
    ]);
    expect((await control(emulator, "DELETE", `templates/${id}`)).status).toBe(404);
  });
});

describe("executions", () => {
  it("are the newest and each at least a second younger, held in any word", async () => {
    const id = await add();
    const ids = [await build(id, "TESTING"), await build(id, "HIBERNATING"), await build(id, "SUCCESS")];
    await advance(100_000);
    const executions = (await find(id))?.executions ?? [];
    expect(executions.map((each) => each.executionId)).toEqual(ids.toReversed());
    expect(executions.map((each) => each.status)).toEqual(["SUCCESS", "HIBERNATING", "TESTING"]);
    expect(new Set(executions.map((each) => each.creationTime)).size).toBe(3);
  });

  it("are moved and held, and let run on to an end", async () => {
    const id = await add();
    const execution = await build(id, "PREPARING");
    const status = async () => (await find(id))?.executions[0]?.status;
    await control(emulator, "PUT", `executions/${execution}`, { status: "BUILDING" });
    await advance(7200);
    expect(await status()).toBe("BUILDING");
    await control(emulator, "PUT", `executions/${execution}`, { status: "RELEASING", hold: false });
    expect(await status()).toBe("RELEASING");
    await advance(7200);
    expect(["SUCCESS", "PARTITION_SUCCESS", "FAILED", "TEST_FAILED"]).toContain(await status());
  });
});

describe("clock", () => {
  it("moves builds and the Date header, and no signature's age", async () => {
    const before = Date.parse((await call("DescribeRegions", {})).headers.get("date") ?? "");
    const { body } = await advance(86_400);
    expect(Date.parse(body.now) - before).toBeGreaterThanOrEqual(86_400_000);
    const answer = await call("DescribeRegions", {});
    expect(answer.status).toBe(200);
    expect(Date.parse(answer.headers.get("date") ?? "") - before).toBeGreaterThanOrEqual(86_400_000);
  });

  it("opens a throttled operation again in the next window", async () => {
    await advance(60 - (Math.floor(Date.now() / 1000) % 60));
    const codes = async (action: string) => (await call(action, { RegionId: REGION })).body.Code ?? "OK";
    const four = async () => [
      await codes("DescribeImagePipelines"),
      await codes("DescribeImagePipelines"),
      await codes("DescribeImagePipelines"),
      await codes("DescribeImagePipelines"),
    ];
    expect(await four()).toEqual(["OK", "OK", "OK", "Throttling.User"]);
    expect((await call("DescribeImagePipelines", { RegionId: "cn-shanghai" })).status).toBe(200);
    expect(
      (await call("DescribeImagePipelineExecutions", { RegionId: REGION, ExecutionId: "e" })).status,
    ).toBe(200);
    await advance(60);
    expect((await four())[0]).toBe("OK");
    expect((await control<{ throttled: number }>(emulator, "GET", "calls")).body.throttled).toBe(2);
  });
});

describe("reset", () => {
  it("seeds again as started, or anew, and makes tokens invalid", async () => {
    const before = await stateOf(emulator);
    const { NextToken } = (await call("DescribeImagePipelines", { RegionId: REGION, MaxResults: "1" })).body;
    await add();
    await control(emulator, "POST", "reset", {
      seed: 2,
      templates: 12,
      regions: ["eu-west-1", "cn-qingdao"],
    });
    const other = await stateOf(emulator);
    expect(Object.keys(other.regions)).toEqual(["eu-west-1", "cn-qingdao"]);
    expect(Object.values(other.regions).flatMap((region) => region.templates)).toHaveLength(12);
    await control(emulator, "POST", "reset");
    const ids = (state: typeof before) =>
      Object.values(state.regions).flatMap((region) => region.templates.map((each) => each.imagePipelineId));
    expect(ids(await stateOf(emulator))).toEqual(ids(before));
    const stale = await call("DescribeImagePipelines", {
      RegionId: REGION,
      MaxResults: "1",
      NextToken: String(NextToken),
    });
    expect(stale).toMatchObject({ status: 403, body: { Code: "Invalid.NextToken" } });
  });

  it.each([
    [{ seed: "x" }],
    [{ templates: -1 }],
    [{ regions: "cn-hangzhou" }],
    [{ regions: ["NO"] }],
    [{ seed: {} }],
  ])("refuses %j", async (body) => {
    expect((await control(emulator, "POST", "reset", body)).status).toBe(400);
  });
});

describe("who may", () => {
  it("answers only Hosts of this machine, and no foreign page", async () => {
    expect(await withHeaders({ host: `localhost:${emulator.port}` })).toBe(200);
    expect(await withHeaders({ host: "[::1]" })).toBe(200);
    expect(await withHeaders({ host: "evil.example" })).toBe(403);
    expect(await withHeaders({ host: `127.0.0.1.evil.example:${emulator.port}` })).toBe(403);
    expect(await withHeaders({ host: "127.0.0.1", origin: "https://evil.example" })).toBe(403);
  });

  it("explains wrong paths, methods and bodies", async () => {
    expect((await control(emulator, "GET", "nothing")).status).toBe(404);
    expect((await control(emulator, "PUT", "health")).status).toBe(405);
    expect((await control(emulator, "POST", "clock", { advanceSeconds: "1" })).status).toBe(400);
    expect((await control(emulator, "POST", "clock", [1])).status).toBe(400);
    expect((await control(emulator, "POST", "templates", { regionId: "nowhere", name: "x" })).status).toBe(
      404,
    );
    expect(
      (await control(emulator, "POST", "executions", { regionId: REGION, imagePipelineId: "x", status: "S" }))
        .status,
    ).toBe(404);
    expect((await control(emulator, "PUT", "executions/exec-x", { status: "S" })).status).toBe(404);
  });
});
