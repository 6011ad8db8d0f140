import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadSdk } from "./sdk";
import { gatewayTo, json, type Script, signature, startScript } from "./testing";

const region = "cn-hangzhou";
const user = { share: "user" } as const;

let script: Script;
let status = 200;
let body: unknown;
/** When set, the answers one after the other. */
let bodies: unknown[] | undefined;

beforeAll(async () => {
  await loadSdk();
  script = await startScript((_request, response) => json(response, status, bodies?.shift() ?? body));
}, 120_000);
afterAll(() => script.close());
beforeEach(() => {
  script.requests.length = 0;
  status = 200;
  bodies = undefined;
});

const gateway = () => gatewayTo(script.url).gateway;
const template = { ImagePipelineId: "ip-a", Name: "a", CreationTime: "2026-01-02T03:04:05Z" };
const build = {
  ExecutionId: "exec-a",
  ImagePipelineId: "ip-a",
  Status: "SUCCESS",
  CreationTime: "2026-01-02T03:04:05Z",
};
const templates = (set: unknown, more: object = { TotalCount: 1 }) => ({
  RequestId: "R-1",
  NextToken: "",
  ImagePipeline: { ImagePipelineSet: set },
  ...more,
});
const builds = (set: unknown, more: object = { TotalCount: 1 }) => ({
  RequestId: "R-1",
  NextToken: "",
  ImagePipelineExecution: { ImagePipelineExecutionSet: set },
  ...more,
});

describe("what an answer to a delete means", () => {
  it.each([
    ["200 with a RequestId", 200, { RequestId: "R-1" }, { kind: "accepted", requestId: "R-1" }],
    ["200 without", 200, {}, { kind: "unknown", why: "unreadable" }],
    ["200 with an empty one", 200, { RequestId: "" }, { kind: "unknown", why: "unreadable" }],
    ["200 with a list", 200, [], { kind: "unknown", why: "unreadable" }],
    ["200 with null", 200, null, { kind: "unknown", why: "unreadable" }],
    ["201", 201, { RequestId: "R-1" }, { kind: "unknown", why: "unreadable" }],
    ["302 with a RequestId", 302, { RequestId: "R-1" }, { kind: "unknown", why: "unreadable" }],
    [
      "403 HasRunningExecution",
      403,
      { RequestId: "R-1", Code: "InvalidImagePipeline.HasRunningExecution" },
      { kind: "refused", code: "blocked" },
    ],
    [
      "404 NotFound",
      404,
      { RequestId: "R-1", Code: "InvalidImagePipeline.NotFound" },
      { kind: "refused", code: "already-gone" },
    ],
    [
      "400 Throttling",
      400,
      { RequestId: "R-1", Code: "Throttling" },
      { kind: "refused", code: "ecs-throttled" },
    ],
    [
      "429 without a known code",
      429,
      { RequestId: "R-1", Code: "Slow" },
      { kind: "refused", code: "ecs-throttled" },
    ],
    [
      "any other 4xx",
      403,
      { RequestId: "R-1", Code: "Never.Seen" },
      { kind: "refused", code: "ecs-refused" },
    ],
    ["4xx without Code", 403, { RequestId: "R-1" }, { kind: "unknown", why: "unreadable" }],
    [
      "4xx without RequestId",
      404,
      { Code: "InvalidImagePipeline.NotFound" },
      { kind: "unknown", why: "unreadable" },
    ],
    [
      "5xx, whatever its Code",
      500,
      { RequestId: "R-1", Code: "InvalidImagePipeline.NotFound" },
      { kind: "unknown", why: "server-error" },
    ],
  ])("%s", async (_name, givenStatus, givenBody, meaning) => {
    status = givenStatus;
    body = givenBody;
    expect(await gateway().deleteTemplate(region, "ip-a", signature())).toMatchObject(meaning);
    expect(script.requests).toHaveLength(1);
  });

  it("nothing listening, and no such host: not sent", async () => {
    const closed = await startScript(() => undefined);
    await closed.close();
    expect(await gatewayTo(closed.url).gateway.deleteTemplate(region, "ip-a", signature())).toEqual({
      kind: "not-sent",
      why: "unreachable",
    });
  });

  it("a started build without its ID is unknown", async () => {
    body = { RequestId: "R-1" };
    expect(await gateway().startBuild(region, "ip-a", "t")).toMatchObject({
      kind: "unknown",
      why: "unreadable",
    });
  });
});

describe("what a refusal keeps", () => {
  it("Code, status, RequestId, message, the vendor's link and AccessDeniedDetail", async () => {
    status = 403;
    body = {
      RequestId: "R-9",
      HostId: "ecs.cn-hangzhou.aliyuncs.com",
      Code: "Forbidden.RAM",
      Message: "User not authorized, see https://help.aliyun.com/x?token=1 for more.",
      Recommend: "https://api.aliyun.com/troubleshoot?q=Forbidden.RAM&requestId=R-9",
      AccessDeniedDetail: {
        AuthAction: "ecs:DescribeImagePipelines",
        NoPermissionType: "ImplicitDeny",
        AuthPrincipalOwnerId: 1234,
        Nested: { secret: 1 },
      },
    };
    await expect(gateway().listTemplates(region, user)).rejects.toMatchObject({
      code: "ecs-denied",
      ecs: {
        code: "Forbidden.RAM",
        httpStatus: 403,
        requestId: "R-9",
        message: "User not authorized, see https://help.aliyun.com/x for more.",
        recommend: "https://api.aliyun.com/troubleshoot?q=Forbidden.RAM&requestId=R-9",
        accessDenied: {
          AuthAction: "ecs:DescribeImagePipelines",
          NoPermissionType: "ImplicitDeny",
          AuthPrincipalOwnerId: "1234",
        },
      },
    });
  });
});

describe("an answer that is not what ECS promises is unreadable, never empty", () => {
  it.each([
    ["{}", {}],
    ["no wrapper", { RequestId: "R-1", TotalCount: 0 }],
    ["a list for the wrapper", { RequestId: "R-1", TotalCount: 0, ImagePipeline: [] }],
    ["no list", { RequestId: "R-1", TotalCount: 0, ImagePipeline: {} }],
    ["a number for the list", templates(7)],
    ["null for the list", templates(null)],
    ["null in the list", templates([null])],
    ["no RequestId", { ...templates([template]), RequestId: undefined }],
    ["an object for RequestId", templates([template], { RequestId: {} })],
    ["a text for TotalCount", templates([template], { TotalCount: "many" })],
    ["a negative TotalCount", templates([template], { TotalCount: -1 })],
    ["an empty list without TotalCount", templates([], {})],
    ["an empty list that counts 3", templates([], { TotalCount: 3 })],
    ["a full list that counts 0", templates([template], { TotalCount: 0 })],
    ["a list that counts far more", templates([template], { TotalCount: 40 })],
    ["a number for NextToken", templates([template], { NextToken: 7 })],
    ["an object for NextToken", templates([template], { NextToken: {} })],
    ["an item without ID", templates([{ ...template, ImagePipelineId: undefined }])],
    ["an item with a number for ID", templates([{ ...template, ImagePipelineId: 7 }])],
    ["an item without creation time", templates([{ ...template, CreationTime: "" }])],
    ["an item with a creation time that is none", templates([{ ...template, CreationTime: "yesterday" }])],
    ["an item with an object for its name", templates([{ ...template, Name: {} }])],
    ["an item with a text for its tags", templates([{ ...template, Tags: "a=b" }])],
    ["a tag without key", templates([{ ...template, Tags: { Tag: [{ TagValue: "b" }] } }])],
  ])("templates: %s", async (_name, answer) => {
    body = answer;
    await expect(gateway().listTemplates(region, user)).rejects.toMatchObject({ code: "ecs-unreadable" });
    await expect(gateway().readTemplate(region, "ip-a", user)).rejects.toMatchObject({
      code: "ecs-unreadable",
    });
    expect(script.requests).toHaveLength(2);
  });

  it.each([
    ["an item of another template", { ImagePipelineId: "ip-b" }],
    ["an item without template", { ImagePipelineId: undefined }],
    ["an item without ID", { ExecutionId: undefined }],
    ["an item without status", { Status: undefined }],
    ["an item with a number for status", { Status: 1 }],
    ["an item without creation time", { CreationTime: undefined }],
  ])("builds: %s", async (_name, wrong) => {
    body = builds([build, { ...build, ExecutionId: "exec-b", ...wrong }], { TotalCount: 2 });
    await expect(gateway().readBuilds(region, "ip-a", user)).rejects.toMatchObject({
      code: "ecs-unreadable",
    });
  });

  it("by ID: another template than the one asked for", async () => {
    body = templates([{ ...template, ImagePipelineId: "ip-b" }]);
    await expect(gateway().readTemplate(region, "ip-a", user)).rejects.toMatchObject({
      code: "ecs-unreadable",
    });
  });

  it("keeps RequestId and status of the unreadable answer", async () => {
    body = templates(7, { RequestId: "R-7" });
    await expect(gateway().listTemplates(region, user)).rejects.toMatchObject({
      ecs: { requestId: "R-7", httpStatus: 200 },
    });
  });

  it("404 NotFound of the builds is `not-found` only with Code, status and RequestId", async () => {
    status = 404;
    body = { Code: "InvalidImagePipeline.NotFound" };
    await expect(gateway().readBuilds(region, "ip-a", user)).rejects.toMatchObject({
      code: "ecs-unreadable",
    });
    body = { RequestId: "R-1", Code: "InvalidImagePipeline.NotFound" };
    await expect(gateway().readBuilds(region, "ip-a", user)).rejects.toMatchObject({ code: "not-found" });
    status = 403;
    await expect(gateway().readBuilds(region, "ip-a", user)).rejects.toMatchObject({ code: "ecs-refused" });
  });
});

describe("what an answer that is right becomes", () => {
  it("a template with its whole definition, and without what ECS left out", async () => {
    const full = { ...template, Name: undefined, CreationTime: "2026-01-02T03:04Z", SystemDiskSize: 40 };
    body = templates([{ ...full, Description: "", Tags: { Tag: [{ TagKey: "k" }] }, Unheard: { of: [1] } }]);
    const [read] = await gateway().listTemplates(region, user);
    expect(read).toMatchObject({
      id: "ip-a",
      name: "ip-a",
      description: null,
      createdAt: "2026-01-02T03:04:00Z",
      baseImage: null,
      resourceGroupId: null,
      tags: [{ key: "k", value: "" }],
      definition: { SystemDiskSize: 40, Unheard: { of: [1] } },
    });
  });

  it("a build with a status that nobody knows yet", async () => {
    body = builds([{ ...build, Status: "POLISHING", Message: "almost" }]);
    expect(await gateway().readBuilds(region, "ip-a", user)).toEqual([
      {
        id: "exec-a",
        templateId: "ip-a",
        status: "POLISHING",
        createdAt: "2026-01-02T03:04:05Z",
        modifiedAt: null,
        imageId: null,
        message: "almost",
        errorCode: null,
        errorInfo: null,
      },
    ]);
  });

  it("a template of two pages once, as the later page has it", async () => {
    const later = { ...template, Name: "renamed" };
    const other = { ...template, ImagePipelineId: "ip-b" };
    bodies = [
      templates([template], { NextToken: "t", TotalCount: 2 }),
      templates([later, other], { TotalCount: 2 }),
    ];
    const read = await gateway().listTemplates(region, user);
    expect(read.map(({ id, name }) => `${id} ${name}`)).toEqual(["ip-a renamed", "ip-b a"]);
  });
});
