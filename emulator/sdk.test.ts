import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "./server";
import { control, failure, type State, sdk, startForTest, stateOf } from "./testing";

const REGION = "cn-hangzhou";

let emulator: Emulator;
let tools: Awaited<ReturnType<typeof sdk>>;
let state: State;

beforeAll(async () => {
  emulator = await startForTest({ speed: 0 });
  tools = await sdk(emulator);
  state = await stateOf(emulator);
});
afterAll(() => emulator.close());

const templates = () => state.regions[REGION]?.templates ?? [];
const withLatest = (status: string) => {
  const found = Object.entries(state.regions)
    .flatMap(([regionId, region]) => region.templates.map((template) => ({ regionId, ...template })))
    .find((template) => template.executions[0]?.status === status);
  if (!found) throw new Error(`no template in ${status}`);
  return found;
};
const add = async (name: string) =>
  (await control<{ imagePipelineId: string }>(emulator, "POST", "templates", { regionId: REGION, name })).body
    .imagePipelineId;

describe("DescribeImagePipelines", () => {
  const pages = async (sizes: number[]) => {
    const { client, ecs } = tools;
    const ids: string[] = [];
    let nextToken: string | undefined;
    for (let round = 0; round === 0 || nextToken; round++) {
      const maxResults = sizes[round % sizes.length] ?? 50;
      const request = new ecs.DescribeImagePipelinesRequest({ regionId: REGION, maxResults, nextToken });
      const { body } = await client.describeImagePipelines(request);
      expect(body?.totalCount).toBe(templates().length);
      expect(body?.maxResults).toBe(maxResults);
      ids.push(...(body?.imagePipeline?.imagePipelineSet ?? []).map((each) => each.imagePipelineId ?? ""));
      nextToken = body?.nextToken || undefined;
    }
    return ids;
  };

  it("gives every template once over pages of any size, newest first", async () => {
    const ids = templates().map((template) => template.imagePipelineId);
    expect(await pages([7])).toEqual(ids);
    expect(await pages([3, 11, 1])).toEqual(ids);
    expect(await pages([500])).toEqual(ids);
  });

  it("answers the fields that the state knows", async () => {
    const { client, ecs } = tools;
    const truth = templates()[0];
    const request = new ecs.DescribeImagePipelinesRequest({
      regionId: REGION,
      imagePipelineId: [truth?.imagePipelineId ?? "", "ip-nobody"],
    });
    const found = (await client.describeImagePipelines(request)).body?.imagePipeline?.imagePipelineSet ?? [];
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ name: truth?.name, buildContent: truth?.definition.BuildContent });
    expect(found[0]?.creationTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it("filters by exact name, tag and group", async () => {
    const { client, ecs } = tools;
    const regionId = REGION;
    const name = templates()[3]?.name ?? "";
    const byName = await client.describeImagePipelines(
      new ecs.DescribeImagePipelinesRequest({ regionId, name }),
    );
    expect(byName.body?.totalCount).toBe(1);
    const tag = [new ecs.DescribeImagePipelinesRequestTag({ key: "env", value: "prod" })];
    const byTag = await client.describeImagePipelines(
      new ecs.DescribeImagePipelinesRequest({ regionId, tag }),
    );
    const tagged = templates().filter(({ definition }) => JSON.stringify(definition.Tags).includes('"prod"'));
    expect(byTag.body?.totalCount).toBe(tagged.length);
    const resourceGroupId = "rg-acfmimagekeeper01";
    const request = new ecs.DescribeImagePipelinesRequest({ regionId, resourceGroupId });
    const grouped = templates().filter(({ definition }) => definition.ResourceGroupId === resourceGroupId);
    expect((await client.describeImagePipelines(request)).body?.totalCount).toBe(grouped.length);
  });

  it.each([
    ["no region", {}, "MissingParameter.RegionId", 400],
    ["an unknown region", { regionId: "xx-nowhere" }, "InvalidRegionId.NotFound", 404],
    ["MaxResults 0", { regionId: REGION, maxResults: 0 }, "InvalidParameter.MaxResults", 400],
    ["MaxResults 501", { regionId: REGION, maxResults: 501 }, "InvalidParameter.MaxResults", 400],
    ["a made-up token", { regionId: REGION, nextToken: "AAAA" }, "Invalid.NextToken", 403],
    ["a malformed name", { regionId: REGION, name: "1" }, "InvalidName.Malformed", 400],
    [
      "21 IDs",
      { regionId: REGION, imagePipelineId: Array.from({ length: 21 }, (_, index) => `ip-${index}`) },
      "InvalidImagePipelineIdSize.ExceededMaxNumber",
      400,
    ],
  ])("refuses %s", async (_what, fields, code, statusCode) => {
    const { client, ecs } = tools;
    const call = client.describeImagePipelines(new ecs.DescribeImagePipelinesRequest(fields));
    expect(await failure(call)).toMatchObject({ code, statusCode });
  });

  it("refuses a token of another listing", async () => {
    const { client, ecs } = tools;
    const first = new ecs.DescribeImagePipelinesRequest({ regionId: REGION, maxResults: 1 });
    const nextToken = (await client.describeImagePipelines(first)).body?.nextToken;
    const other = new ecs.DescribeImagePipelinesRequest({
      regionId: "cn-shanghai",
      maxResults: 1,
      nextToken,
    });
    const call = client.describeImagePipelines(other);
    expect(await failure(call)).toMatchObject({ code: "Invalid.NextToken", statusCode: 403 });
  });
});

describe("DescribeImagePipelineExecutions", () => {
  it("gives a template's builds by template, ID list and status", async () => {
    const { client, ecs } = tools;
    const template = templates().find((each) => each.executions.length > 4);
    const imagePipelineId = template?.imagePipelineId ?? "";
    const executions = template?.executions ?? [];
    const all = new ecs.DescribeImagePipelineExecutionsRequest({ regionId: REGION, imagePipelineId });
    const { body } = await client.describeImagePipelineExecutions(all);
    const set = body?.imagePipelineExecution?.imagePipelineExecutionSet ?? [];
    expect(set.map((each) => each.executionId)).toEqual(executions.map((each) => each.executionId));
    expect(set.map((each) => each.status)).toEqual(executions.map((each) => each.status));
    const executionId = `${executions[2]?.executionId},exec-nobody,${executions[0]?.executionId}`;
    const some = new ecs.DescribeImagePipelineExecutionsRequest({ regionId: REGION, executionId });
    expect((await client.describeImagePipelineExecutions(some)).body?.totalCount).toBe(2);
    const filter = { regionId: REGION, imagePipelineId, status: "SUCCESS,FAILED" };
    const filtered = new ecs.DescribeImagePipelineExecutionsRequest(filter);
    const expected = executions.filter((each) => each.status === "SUCCESS" || each.status === "FAILED");
    expect((await client.describeImagePipelineExecutions(filtered)).body?.totalCount).toBe(expected.length);
  });

  it.each([
    ["neither template nor execution", {}, "MissingParameter.ImagePipelineId", 400],
    ["an unknown template", { imagePipelineId: "ip-nobody" }, "InvalidImagePipeline.NotFound", 404],
    ["an unknown status", { imagePipelineId: "ip-nobody", status: "DONE" }, "InvalidParameter.Status", 400],
    ["21 executions", { executionId: "exec-a,".repeat(21) }, "InvalidExecutionId.SizeExceeded", 400],
  ])("refuses %s", async (_what, fields, code, statusCode) => {
    const { client, ecs } = tools;
    const request = new ecs.DescribeImagePipelineExecutionsRequest({ regionId: REGION, ...fields });
    expect(await failure(client.describeImagePipelineExecutions(request))).toMatchObject({
      code,
      statusCode,
    });
  });
});

describe("DeleteImagePipeline", () => {
  it("deletes a template with its builds, once", async () => {
    const { client, ecs } = tools;
    const imagePipelineId = await add("to-be-deleted");
    const request = new ecs.DeleteImagePipelineRequest({ regionId: REGION, imagePipelineId });
    const requestId = (await client.deleteImagePipeline(request)).body?.requestId;
    const gone = (await stateOf(emulator)).regions[REGION]?.deleted ?? [];
    expect(gone.at(-1)).toMatchObject({ imagePipelineId, requestId });
    expect(await failure(client.deleteImagePipeline(request))).toMatchObject({
      code: "InvalidImagePipeline.NotFound",
      statusCode: 404,
    });
    const builds = new ecs.DescribeImagePipelineExecutionsRequest({ regionId: REGION, imagePipelineId });
    expect(await failure(client.describeImagePipelineExecutions(builds))).toMatchObject({
      code: "InvalidImagePipeline.NotFound",
    });
  });

  it.each([
    "PREPARING",
    "REPAIRING",
    "BUILDING",
    "TESTING",
    "DISTRIBUTING",
    "RELEASING",
    "CANCELLING",
    "NEW_WORD",
  ])("refuses while a build is in %s", async (status) => {
    const { client, ecs } = tools;
    const imagePipelineId = await add("busy-template");
    await control(emulator, "POST", "executions", { regionId: REGION, imagePipelineId, status });
    const request = new ecs.DeleteImagePipelineRequest({ regionId: REGION, imagePipelineId });
    expect(await failure(client.deleteImagePipeline(request))).toEqual({
      name: "ClientError",
      code: "InvalidImagePipeline.HasRunningExecution",
      statusCode: 403,
    });
  });

  it("does not find a template in another region", async () => {
    const { client, ecs } = tools;
    const { imagePipelineId } = withLatest("SUCCESS");
    const request = new ecs.DeleteImagePipelineRequest({ regionId: "us-west-1", imagePipelineId });
    const elsewhere = state.regions["us-west-1"]?.templates.some(
      (each) => each.imagePipelineId === imagePipelineId,
    );
    expect(elsewhere).toBe(false);
    expect(await failure(client.deleteImagePipeline(request))).toMatchObject({ statusCode: 404 });
  });
});

describe("StartImagePipelineExecution", () => {
  it("starts one build at a time and repeats its answer for the same ClientToken", async () => {
    const { client, ecs } = tools;
    const imagePipelineId = await add("started-template");
    const ask = (fields: object) =>
      client.startImagePipelineExecution(
        new ecs.StartImagePipelineExecutionRequest({ regionId: REGION, imagePipelineId, ...fields }),
      );
    const first = await ask({ clientToken: "token-1" });
    const again = await ask({ clientToken: "token-1" });
    expect(again.body?.executionId).toBe(first.body?.executionId);
    expect(again.body?.requestId).not.toBe(first.body?.requestId);
    expect(await failure(ask({ clientToken: "token-2" }))).toMatchObject({
      code: "InvalidImagePipeline.HasRunningExecution",
      statusCode: 403,
    });
    const tag = [new ecs.StartImagePipelineExecutionRequestTag({ key: "a", value: "b" })];
    expect(await failure(ask({ clientToken: "token-1", tag }))).toMatchObject({
      code: "IdempotentParameterMismatch",
      statusCode: 400,
    });
  });

  it.each([
    ["a tag key of the cloud", [{ key: "acs:x", value: "" }], "InvalidTagKey.Malformed"],
    ["a tag value of the cloud", [{ key: "x", value: "acs:x" }], "InvalidTagValue.Malformed"],
    ["a key twice", [{ key: "x" }, { key: "x", value: "y" }], "Duplicate.TagKey"],
    ["21 tags", Array.from({ length: 21 }, (_, index) => ({ key: `k${index}` })), "InvalidParameter.Tag"],
  ])("refuses %s", async (_what, tag, code) => {
    const { client, ecs } = tools;
    const request = new ecs.StartImagePipelineExecutionRequest({
      regionId: REGION,
      imagePipelineId: templates()[0]?.imagePipelineId,
      tag: tag.map((each) => new ecs.StartImagePipelineExecutionRequestTag(each)),
    });
    expect(await failure(client.startImagePipelineExecution(request))).toMatchObject({
      code,
      statusCode: 400,
    });
  });
});

describe("CancelImagePipelineExecution", () => {
  const cancel = (regionId: string, executionId: string) =>
    tools.client.cancelImagePipelineExecution(
      new tools.ecs.CancelImagePipelineExecutionRequest({ regionId, executionId }),
    );

  it("ends a held build within a second of the clock at speed 0", async () => {
    const imagePipelineId = await add("cancelled-template");
    const { body } = await control<{ executionId: string }>(emulator, "POST", "executions", {
      regionId: REGION,
      imagePipelineId,
      status: "BUILDING",
    });
    await cancel(REGION, body.executionId);
    const status = async () =>
      (await stateOf(emulator)).regions[REGION]?.templates.find(
        (each) => each.imagePipelineId === imagePipelineId,
      )?.executions[0]?.status;
    expect(await status()).toBe("CANCELLING");
    await control(emulator, "POST", "clock", { advanceSeconds: 1 });
    expect(await status()).toBe("CANCELLED");
  });

  it.each([
    ["TESTING", "InvalidStatus.ImagePipelineExecution", 403],
    ["DISTRIBUTING", "InvalidStatus.ImagePipelineExecution", 403],
    ["RELEASING", "InvalidStatus.ImagePipelineExecution", 403],
    ["SUCCESS", "InvalidStatus.CancelFailed", 400],
    ["TEST_FAILED", "InvalidStatus.CancelFailed", 400],
  ])("refuses in %s", async (status, code, statusCode) => {
    const { regionId, executions } = withLatest(status);
    expect(await failure(cancel(regionId, executions[0]?.executionId ?? ""))).toMatchObject({
      code,
      statusCode,
    });
  });

  it("knows no other execution", async () => {
    expect(await failure(cancel(REGION, "exec-nobody"))).toMatchObject({
      code: "InvalidImagePipelineExecution.NotFound",
      statusCode: 404,
    });
  });
});
