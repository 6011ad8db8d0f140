import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "./server";
import { startForTest } from "./testing";

type Body = Record<string, unknown>;

/** A call by any client: parameters as the wire writes them, the answer's body with its documented names. */
type Ask = (action: string, parameters: Readonly<Record<string, string>>, version?: string) => Promise<Body>;

// biome-ignore lint/suspicious/noExplicitAny: clients of five generations, loaded without their types
type Loose = any;

const load = createRequire(import.meta.url);

const REGION = "cn-hangzhou";
const KEY = { accessKeyId: "LTAI5tDemoImagekeeper", accessKeySecret: "demo-secret-imagekeeper" };
const ODD = "*~!'()+ %2F&=#?;:@,/\\\"<>[]{}|^` 🙂 模板";

/** Generic calls of a client that has `callApi`. */
function callApi(client: Loose, openApi: Loose): Ask {
  return async (action, query, version = "2014-05-26") => {
    const parameters = new openApi.Params({
      action,
      version,
      protocol: "HTTP",
      pathname: "/",
      method: "POST",
      authType: "AK",
      style: "RPC",
      reqBodyType: "formData",
      bodyType: "json",
    });
    const answer = await client.callApi(parameters, new openApi.OpenApiRequest({ query }), runtime());
    return answer.body;
  };
}

const runtime = () => ({ connectTimeout: 20_000, readTimeout: 20_000 });

const clients: Record<string, (emulator: Emulator, secret: string) => Ask> = {
  "@alicloud/ecs20140526 1": ({ host }, accessKeySecret) => {
    const Client = (load("ecs-sdk-1") as Loose).default;
    const client = new Client({
      ...KEY,
      accessKeySecret,
      endpoint: host,
      protocol: "http",
      regionId: REGION,
      type: "access_key",
    });
    return (action, query, version = "2014-05-26") =>
      client.doRequest(action, "http", "POST", version, "AK", query, null, runtime());
  },
  "@alicloud/ecs20140526 2": ({ host }, accessKeySecret) => {
    const openApi = createRequire(load.resolve("ecs-sdk-2"))("@alicloud/openapi-client") as Loose;
    const Client = (load("ecs-sdk-2") as Loose).default;
    const config = { ...KEY, accessKeySecret, endpoint: host, protocol: "HTTP", regionId: REGION };
    const client = new Client(new openApi.Config(config));
    return async (action, query, version = "2014-05-26") => {
      const request = new openApi.OpenApiRequest({ query });
      const answer = await client.doRPCRequest(
        action,
        version,
        "HTTP",
        "POST",
        "AK",
        "json",
        request,
        runtime(),
      );
      return answer.body;
    };
  },
  "@alicloud/ecs20140526 4": ({ host }, accessKeySecret) => {
    const openApi = createRequire(load.resolve("ecs-sdk-4"))("@alicloud/openapi-client") as Loose;
    const Client = (load("ecs-sdk-4") as Loose).default;
    const config = { ...KEY, accessKeySecret, endpoint: host, protocol: "HTTP", regionId: REGION };
    return callApi(new Client(new openApi.Config(config)), openApi);
  },
  "@alicloud/openapi-core": ({ host }, accessKeySecret) => {
    const core = load("@alicloud/openapi-core") as Loose;
    const config = { ...KEY, accessKeySecret, endpoint: host, protocol: "HTTP", regionId: REGION };
    return callApi(new core.default(new core.$OpenApiUtil.Config(config)), core.$OpenApiUtil);
  },
  ...Object.fromEntries(
    ["GET", "POST"].map((method) => [
      `@alicloud/pop-core by ${method}`,
      ({ url }: Emulator, accessKeySecret: string): Ask => {
        const Core = load("@alicloud/pop-core") as Loose;
        return (action, parameters, apiVersion = "2014-05-26") => {
          const client = new Core({ ...KEY, accessKeySecret, endpoint: url, apiVersion });
          return client.request(action, { ...parameters }, { method, timeout: 20_000 });
        };
      },
    ]),
  ),
};

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startForTest({ templates: 40, speed: 0 });
});
afterAll(() => emulator.close());

/** The code that a client shows of an error; each generation has its own way. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { code, data, message } = error as { code?: string; data?: { Code?: string }; message: string };
    return data?.Code ?? code ?? message;
  }
  return "OK";
}

const set = (body: Body, outer: string, inner: string) =>
  (body[outer] as Record<string, Body[]>)[inner] ?? [];

describe.each(Object.keys(clients))("%s", (name) => {
  let ask: Ask;
  beforeAll(() => {
    const make = clients[name];
    if (!make) throw new Error(name);
    ask = make(emulator, KEY.accessKeySecret);
  });
  const region = { RegionId: REGION };

  it("lives a template's life, with every character that signatures stumble over and 16 KB of content", async () => {
    const BuildContent = `RUN echo ${ODD}\nRUN echo ${"中".repeat(5400)}`;
    const base = { ...region, BaseImageType: "IMAGE_FAMILY", BaseImage: "acs:ubuntu_22_04_x64" };
    const tags = { "Tag.1.Key": ODD, "Tag.1.Value": "", "Tag.2.Key": "空", "Tag.2.Value": ODD };
    const made = await ask("CreateImagePipeline", {
      ...base,
      ...tags,
      BuildContent,
      TestContent: "RUN a",
      Description: ODD,
    });
    const one = { ...region, ImagePipelineId: String(made.ImagePipelineId) };
    const listed = await ask("DescribeImagePipelines", {
      ...region,
      "ImagePipelineId.1": one.ImagePipelineId,
    });
    const [found] = set(listed, "ImagePipeline", "ImagePipelineSet");
    expect(found).toMatchObject({ BuildContent, Description: ODD });
    expect(found?.Tags).toEqual({
      Tag: [
        { TagKey: ODD, TagValue: "" },
        { TagKey: "空", TagValue: ODD },
      ],
    });
    const byTag = await ask("DescribeImagePipelines", { ...region, "Tag.1.Key": "空", "Tag.1.Value": ODD });
    expect(byTag.TotalCount).toBeGreaterThan(0);
    const { ExecutionId } = await ask("StartImagePipelineExecution", {
      ...one,
      ClientToken: `${name} ${ODD.slice(0, 8)}`,
    });
    expect(await codeOf(ask("DeleteImagePipeline", one))).toContain(
      "InvalidImagePipeline.HasRunningExecution",
    );
    const builds = await ask("DescribeImagePipelineExecutions", one);
    expect(set(builds, "ImagePipelineExecution", "ImagePipelineExecutionSet")).toMatchObject([
      { ExecutionId, Status: "PREPARING" },
    ]);
    await ask("CancelImagePipelineExecution", { ...region, ExecutionId: String(ExecutionId) });
    await fetch(`${emulator.url}/_emulator/clock`, { method: "POST", body: '{"advanceSeconds":2}' });
    expect((await ask("DeleteImagePipeline", one)).RequestId).toMatch(/^[0-9A-F-]{36}$/);
    expect(await codeOf(ask("DeleteImagePipeline", one))).toContain("InvalidImagePipeline.NotFound");
  });

  it("lives a component's life", async () => {
    const made = await ask("CreateImageComponent", { ...region, Content: `RUN echo ${ODD}` });
    const one = { ...region, "ImageComponentId.1": String(made.ImageComponentId) };
    const [found] = set(await ask("DescribeImageComponents", one), "ImageComponent", "ImageComponentSet");
    expect(found).toMatchObject({ Content: `RUN echo ${ODD}`, ComponentVersion: "1.0.0", Owner: "SELF" });
    await ask("DeleteImageComponent", { ...region, ImageComponentId: String(made.ImageComponentId) });
    expect((await ask("DescribeImageComponents", one)).TotalCount).toBe(0);
  });

  it("pages through a listing", async () => {
    const names: unknown[] = [];
    let NextToken = "";
    do {
      const body = await ask("DescribeImagePipelines", { ...region, MaxResults: "3", NextToken });
      names.push(...set(body, "ImagePipeline", "ImagePipelineSet").map((each) => each.ImagePipelineId));
      expect(body.TotalCount).toBeGreaterThan(3);
      NextToken = String(body.NextToken);
    } while (NextToken !== "");
    expect(names.length).toBe(new Set(names).size);
    expect(names.length).toBe((await ask("DescribeImagePipelines", region)).TotalCount);
  });

  it("asks what a create form needs", async () => {
    expect(set(await ask("DescribeRegions", {}), "Regions", "Region")).toHaveLength(8);
    expect(set(await ask("DescribeZones", region), "Zones", "Zone")).toHaveLength(3);
    const [image] = set(await ask("DescribeImages", region), "Images", "Image");
    const types = await ask("DescribeImageSupportInstanceTypes", {
      ...region,
      ImageId: String(image?.ImageId),
    });
    expect(set(types, "InstanceTypes", "InstanceType").length).toBeGreaterThan(0);
    expect(
      set(await ask("DescribeInstanceTypes", {}), "InstanceTypes", "InstanceType").length,
    ).toBeGreaterThan(5);
    const { Image } = await ask("DescribeImageFromFamily", {
      ...region,
      ImageFamily: "acs:ubuntu_22_04_x64",
    });
    expect(Image).toMatchObject({ OSType: "linux" });
    expect(set(await ask("DescribeVSwitches", region), "VSwitches", "VSwitch")).toHaveLength(3);
    expect(set(await ask("DescribeVSwitches", region, "2016-04-28"), "VSwitches", "VSwitch")).toHaveLength(3);
  });

  it("shows refusals, throttling and faults of the server by their code", async () => {
    expect(await codeOf(ask("DescribeImagePipelines", { RegionId: "x" }))).toContain(
      "InvalidRegionId.NotFound",
    );
    expect(await codeOf(ask("ModifyImagePipeline", region))).toContain("InvalidApi.NotFound");
    for (const fault of [
      { kind: "throttle", code: "Throttling.User" },
      { kind: "error", status: 503, code: "ServiceUnavailable", message: "m" },
    ]) {
      const body = JSON.stringify({ ...fault, times: 1, action: "DescribeZones" });
      await fetch(`${emulator.url}/_emulator/faults`, { method: "POST", body });
      expect(await codeOf(ask("DescribeZones", region))).toContain(fault.code);
    }
    const wrong = clients[name]?.(emulator, "wrong secret");
    if (!wrong) throw new Error(name);
    expect(await codeOf(wrong("DescribeZones", region))).toContain("SignatureDoesNotMatch");
  });

  it("fails on answers that are none, and reads those that say nothing", async () => {
    const post = (kind: string) =>
      fetch(`${emulator.url}/_emulator/faults`, {
        method: "POST",
        body: JSON.stringify({ kind, times: 1, action: "DescribeImagePipelines" }),
      });
    for (const kind of ["html", "reset", "truncate", "reset-after-effect"]) {
      await post(kind);
      await expect(ask("DescribeImagePipelines", region), kind).rejects.toHaveProperty("message");
    }
    await post("expired-token");
    const code = await codeOf(ask("DescribeImagePipelines", { ...region, NextToken: "any" }));
    expect(code).toContain("Invalid.NextToken");
    await post("empty");
    expect(await ask("DescribeImagePipelines", region)).toEqual({});
    await post("empty-list");
    const none = await ask("DescribeImagePipelines", region);
    expect([none.TotalCount, set(none, "ImagePipeline", "ImagePipelineSet")]).toEqual([0, []]);
    await post("wrong-type");
    expect(await ask("DescribeImagePipelines", region)).toMatchObject({
      ImagePipeline: { ImagePipelineSet: 1 },
    });
    await post("repeat-token");
    const { NextToken } = await ask("DescribeImagePipelines", { ...region, MaxResults: "2" });
    expect(NextToken).not.toBe("");
    const once = await ask("DescribeImagePipelines", { ...region, MaxResults: "2" });
    const again = await ask("DescribeImagePipelines", {
      ...region,
      MaxResults: "2",
      NextToken: String(NextToken),
    });
    expect(again.ImagePipeline).toEqual(once.ImagePipeline);
  });
});
