import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../emulator/server";
import { startForTest } from "../../../emulator/testing";
import { loadSdk } from "./sdk";
import { controls, gatewayTo, signature } from "./testing";

const user = { share: "user" } as const;
const region = "cn-hangzhou";

describe("the gateway against the local endpoint", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    await loadSdk();
    emulator = await startForTest({ speed: 0, templates: 100 });
  }, 120_000);
  afterAll(() => emulator.close());
  beforeEach(async () => {
    await controls(emulator.url).reset();
  });

  const total = async () => (await controls(emulator.url).calls()).total;

  it("lists every region that DescribeRegions lists, or those configured without a call", async () => {
    expect(await gatewayTo(emulator.url).gateway.listRegions(user)).toEqual(
      Object.keys(await controls(emulator.url).regions()),
    );
    const regions = ["eu-central-1"];
    const before = await total();
    expect(await gatewayTo(emulator.url, { regions }).gateway.listRegions(user)).toEqual(regions);
    expect(await total()).toBe(before);
  });

  it("gives every template and build as ECS has them, one call for each listing that fits a page", async () => {
    const { gateway } = gatewayTo(emulator.url);
    const world = await controls(emulator.url).regions();
    let calls = 0;
    for (const [regionId, { templates }] of Object.entries(world)) {
      const listed = await gateway.listTemplates(regionId, user);
      calls += 1;
      expect(listed.map(({ id }) => id).sort()).toEqual(templates.map((t) => t.imagePipelineId).sort());
      for (const template of templates.slice(0, 5)) {
        const read = listed.find(({ id }) => id === template.imagePipelineId);
        expect(read?.name).toBe(template.name);
        expect(read?.definition).toMatchObject(template.definition);
        const builds = await gateway.readBuilds(regionId, template.imagePipelineId, user);
        calls += 1;
        const words = (list: readonly { id: string; status: string; at: string }[]) =>
          list.map(({ id, status, at }) => `${id} ${status} ${at}`).sort();
        expect(words(builds.map((b) => ({ ...b, at: b.createdAt })))).toEqual(
          words(
            template.executions.map((e) => ({ id: e.executionId, status: e.status, at: e.creationTime })),
          ),
        );
      }
    }
    expect(await total()).toBe(calls);
    expect(gateway.use()).toMatchObject({ lastMinute: calls, throttledLastMinute: 0 });
  });

  it("reads one template by its ID, and null when there is none", async () => {
    const { gateway } = gatewayTo(emulator.url);
    const first = (await controls(emulator.url).region(region)).templates[0];
    const read = await gateway.readTemplate(region, first?.imagePipelineId ?? "", user);
    expect(read).toMatchObject({ id: first?.imagePipelineId, name: first?.name });
    expect(await gateway.readTemplate(region, "ip-nobody", user)).toBeNull();
  });

  it("deletes once, and says `already-gone` to the next delete and `not-found` to a read of its builds", async () => {
    const { gateway } = gatewayTo(emulator.url);
    const id = await controls(emulator.url).addTemplate(region, "doomed");
    await gateway.prepare(region);
    const answer = await gateway.deleteTemplate(region, id, signature());
    const deleted = (await controls(emulator.url).region(region)).deleted.at(-1);
    expect(answer).toEqual({ kind: "accepted", requestId: deleted?.requestId });
    expect(deleted?.imagePipelineId).toBe(id);
    expect(await gateway.deleteTemplate(region, id, signature())).toMatchObject({
      kind: "refused",
      code: "already-gone",
      fault: { code: "InvalidImagePipeline.NotFound", httpStatus: 404 },
    });
    await expect(gateway.readBuilds(region, id, user)).rejects.toMatchObject({
      code: "not-found",
      ecs: { code: "InvalidImagePipeline.NotFound", httpStatus: 404 },
    });
  });

  it("starts a build once for the same token, is refused as blocked beside it, and cancels it", async () => {
    const { gateway } = gatewayTo(emulator.url);
    const id = await controls(emulator.url).addTemplate(region, "builder");
    const started = await gateway.startBuild(region, id, "token-1");
    expect(started).toMatchObject({ kind: "accepted", buildId: expect.stringMatching(/^exec-/) });
    expect(await gateway.startBuild(region, id, "token-1")).toMatchObject({ buildId: started.buildId });
    expect(await gateway.readBuilds(region, id, user)).toHaveLength(1);
    expect(await gateway.deleteTemplate(region, id, signature())).toMatchObject({
      kind: "refused",
      code: "blocked",
      fault: { code: "InvalidImagePipeline.HasRunningExecution", httpStatus: 403 },
    });
    expect(await gateway.cancelBuild(region, started.buildId ?? "")).toMatchObject({ kind: "accepted" });
    expect(await gateway.cancelBuild(region, started.buildId ?? "")).toMatchObject({
      kind: "refused",
      code: "ecs-conflict",
      fault: { code: "InvalidStatus.ImagePipelineExecution", httpStatus: 403 },
    });
  });

  it("names endpoint and account without a secret in them", async () => {
    const { gateway } = gatewayTo(emulator.url);
    expect(gateway.endpoint).toBe(emulator.host);
    expect(await gateway.account()).toMatch(/^key-[0-9a-f]{24}$/);
  });
});

describe("listings of many pages", () => {
  it.each(["newest", "oldest", "random"] as const)("bring every build once, order %s", async (order) => {
    const emulator = await startForTest({ speed: 0, templates: 100, order });
    try {
      const world = controls(emulator.url);
      const most = Object.entries(await world.regions())
        .flatMap(([regionId, { templates }]) => templates.map((template) => ({ regionId, ...template })))
        .sort((left, right) => right.executions.length - left.executions.length)[0];
      expect(most?.executions).toHaveLength(50);
      const { gateway } = gatewayTo(emulator.url, { pageSize: 7 });
      const builds = await gateway.readBuilds(most?.regionId ?? "", most?.imagePipelineId ?? "", user);
      expect(builds.map(({ id }) => id).sort()).toEqual(most?.executions.map((e) => e.executionId).sort());
      expect((await world.calls()).byAction.DescribeImagePipelineExecutions).toBe(8);
    } finally {
      await emulator.close();
    }
  });

  it("bring every template, and fail whole when a page token has expired", async () => {
    const emulator = await startForTest({ speed: 0, templates: 100 });
    try {
      const { templates } = await controls(emulator.url).region(region);
      const { gateway } = gatewayTo(emulator.url, { pageSize: 3 });
      expect(await gateway.listTemplates(region, user)).toHaveLength(templates.length);
      await controls(emulator.url).fault({ kind: "expired-token" });
      await expect(gateway.listTemplates(region, user)).rejects.toMatchObject({
        code: "ecs-unreadable",
        ecs: { code: "Invalid.NextToken", httpStatus: 403 },
      });
    } finally {
      await emulator.close();
    }
  });
});
