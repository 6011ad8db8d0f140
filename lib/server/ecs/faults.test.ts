import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isAppError } from "@/lib/domain/app-error";
import type { Emulator } from "../../../emulator/server";
import { startForTest } from "../../../emulator/testing";
import { loadSdk } from "./sdk";
import { controls, gatewayTo, signature } from "./testing";
import type { CallOptions, EcsGateway } from "./types";

const region = "cn-hangzhou";
const user = { share: "user" } as const;

type Target = { readonly template: string; readonly build: string };
type Verb = {
  readonly action: string;
  readonly run: (gateway: EcsGateway, target: Target, options?: CallOptions) => Promise<unknown>;
};

const READS: Readonly<Record<string, Verb>> = {
  listRegions: {
    action: "DescribeRegions",
    run: (gateway, _target, options = user) => gateway.listRegions(options),
  },
  listTemplates: {
    action: "DescribeImagePipelines",
    run: (gateway, _target, options = user) => gateway.listTemplates(region, options),
  },
  readTemplate: {
    action: "DescribeImagePipelines",
    run: (gateway, { template }, options = user) => gateway.readTemplate(region, template, options),
  },
  readBuilds: {
    action: "DescribeImagePipelineExecutions",
    run: (gateway, { template }, options = user) => gateway.readBuilds(region, template, options),
  },
  readImage: {
    action: "DescribeImages",
    run: (gateway, _target, options = user) => gateway.readImage(region, { id: "m-1" }, options),
  },
  "readImage of a family": {
    action: "DescribeImageFromFamily",
    run: (gateway, _target, options = user) => gateway.readImage(region, { family: "own" }, options),
  },
};

const REQUEST = {
  Name: "created",
  BaseImageType: "IMAGE_FAMILY",
  BaseImage: "acs:alibaba_cloud_linux_3_2104_lts_x64",
};

const WRITES: Readonly<Record<string, Verb>> = {
  deleteTemplate: {
    action: "DeleteImagePipeline",
    run: (gateway, { template }) => gateway.deleteTemplate(region, template, signature()),
  },
  startBuild: {
    action: "StartImagePipelineExecution",
    run: (gateway, { template }) => gateway.startBuild(region, template, "token-1"),
  },
  createTemplate: {
    action: "CreateImagePipeline",
    run: (gateway) => gateway.createTemplate(region, REQUEST, "token-1"),
  },
  cancelBuild: {
    action: "CancelImagePipelineExecution",
    run: (gateway, { build }) => gateway.cancelBuild(region, build),
  },
};

const MOST_TRIES = 4;

/** What a read says of a fault that stays, how many requests it made, and whether the next try after one fault helps. */
const READ_FAULTS = [
  {
    fault: { kind: "error", status: 500, code: "InternalError" },
    code: "ecs-unavailable",
    tries: MOST_TRIES,
  },
  {
    fault: { kind: "error", status: 503, code: "ServiceUnavailable" },
    code: "ecs-unavailable",
    tries: MOST_TRIES,
  },
  { fault: { kind: "error", status: 403, code: "Forbidden.RAM" }, code: "ecs-denied", tries: 1 },
  { fault: { kind: "error", status: 400, code: "InvalidParameter.X" }, code: "ecs-refused", tries: 1 },
  {
    fault: { kind: "error", status: 403, code: "InvalidSecurityToken.Expired" },
    code: "ecs-credentials",
    tries: 1,
  },
  { fault: { kind: "error", status: 200, code: "Forbidden.RAM" }, code: "ecs-unreadable", tries: 1 },
  { fault: { kind: "error", status: 302, code: "Moved" }, code: "ecs-unreadable", tries: 1 },
  { fault: { kind: "throttle" }, code: "ecs-throttled", tries: MOST_TRIES },
  { fault: { kind: "reset" }, code: "ecs-unreachable", tries: MOST_TRIES },
  { fault: { kind: "reset-after-effect" }, code: "ecs-unreachable", tries: MOST_TRIES },
  { fault: { kind: "truncate" }, code: "ecs-unreadable", tries: MOST_TRIES },
  { fault: { kind: "html" }, code: "ecs-unreadable", tries: MOST_TRIES },
  { fault: { kind: "empty" }, code: "ecs-unreadable", tries: 1 },
  { fault: { kind: "wrong-type" }, code: "ecs-unreadable", tries: 1 },
] as const;

const WRITE_FAULTS = [
  {
    fault: { kind: "error", status: 500, code: "InternalError" },
    answer: { kind: "unknown", why: "server-error", fault: { code: "InternalError", httpStatus: 500 } },
  },
  {
    fault: { kind: "error", status: 503, code: "Throttling.User" },
    answer: { kind: "unknown", why: "server-error" },
  },
  {
    fault: { kind: "error", status: 403, code: "Forbidden.RAM" },
    answer: { kind: "refused", code: "ecs-denied", fault: { code: "Forbidden.RAM", httpStatus: 403 } },
  },
  {
    fault: { kind: "error", status: 400, code: "SignatureNonceUsed" },
    answer: { kind: "unknown", why: "unreadable", fault: { code: "SignatureNonceUsed" } },
  },
  { fault: { kind: "error", status: 200, code: "Busy" }, answer: { kind: "unknown", why: "unreadable" } },
  { fault: { kind: "error", status: 307, code: "Moved" }, answer: { kind: "unknown", why: "unreadable" } },
  {
    fault: { kind: "throttle" },
    answer: { kind: "refused", code: "ecs-throttled", fault: { code: "Throttling.User", httpStatus: 400 } },
  },
  { fault: { kind: "reset" }, answer: { kind: "unknown", why: "broken" } },
  { fault: { kind: "reset-after-effect" }, answer: { kind: "unknown", why: "broken" } },
  { fault: { kind: "truncate" }, answer: { kind: "unknown", why: "unreadable" } },
  { fault: { kind: "html" }, answer: { kind: "unknown", why: "unreadable", fault: { httpStatus: 502 } } },
  { fault: { kind: "empty" }, answer: { kind: "unknown", why: "unreadable" } },
  { fault: { kind: "wrong-type" }, answer: { kind: "unknown", why: "unreadable" } },
] as const;

const named = <T extends { readonly fault: { readonly kind: string } }>(rows: readonly T[]) =>
  rows.map((row) => {
    const { kind, ...more } = row.fault;
    return { ...row, name: [kind, ...Object.values(more)].join(" ") };
  });

describe("every fault kind on every call", () => {
  let emulator: Emulator;
  let target: Target;
  const world = () => controls(emulator.url);

  beforeAll(async () => {
    await loadSdk();
    emulator = await startForTest({ speed: 0, templates: 8 });
  }, 120_000);
  afterAll(() => emulator.close());
  beforeEach(async () => {
    await world().reset();
    const template = await world().addTemplate(region, "target");
    await world().addBuild(region, template, "SUCCESS");
    const busy = await world().addTemplate(region, "busy");
    target = { template, build: await world().addBuild(region, busy, "BUILDING") };
    await world().forgetCalls();
  });

  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "resolved",
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    );
  const truth = async () => {
    const { templates } = await world().region(region);
    return {
      exists: templates.some(({ imagePipelineId }) => imagePipelineId === target.template),
      count: templates.length,
      builds: templates.find(({ imagePipelineId }) => imagePipelineId === target.template)?.executions.length,
      cancelled: templates.some(({ executions }) =>
        executions.some(({ executionId, status }) => executionId === target.build && status !== "BUILDING"),
      ),
    };
  };

  describe.each(Object.entries(READS))("%s", (_name, verb) => {
    it.each(named(READ_FAULTS))("$name for ever: $code after $tries requests", async (row) => {
      await world().fault({ ...row.fault, action: verb.action });
      const { gateway, time } = gatewayTo(emulator.url);
      expect(await codeOf(verb.run(gateway, target))).toBe(row.code);
      expect((await world().calls()).byAction[verb.action]).toBe(row.tries);
      expect(time.pauses).toHaveLength(row.tries - 1);
    });

    it.each(named(READ_FAULTS))(
      "$name once: $tries tries at most, then the truth or the same error",
      async (row) => {
        await world().fault({ ...row.fault, action: verb.action, times: 1 });
        const { gateway } = gatewayTo(emulator.url);
        const healed = row.tries > 1;
        expect(await codeOf(verb.run(gateway, target))).toBe(healed ? "resolved" : row.code);
        expect((await world().calls()).byAction[verb.action]).toBe(healed ? 2 : 1);
      },
    );

    it("timeout: `ecs-timeout` after 8 s and one request, however long the caller would wait", async () => {
      await world().fault({ kind: "timeout", action: verb.action });
      const { gateway, time } = gatewayTo(emulator.url);
      const code = codeOf(verb.run(gateway, target, { ...user, deadlineMs: 60_000 }));
      await arrival(verb.action);
      time.advance(8_000);
      expect(await code).toBe("ecs-timeout");
      expect((await world().calls()).byAction[verb.action]).toBe(1);
    });
  });

  it("latency beyond 8 s is a time-out of the read", async () => {
    await world().fault({ kind: "latency", ms: 60_000 });
    const { gateway, time } = gatewayTo(emulator.url);
    const code = codeOf(gateway.listTemplates(region, user));
    await arrival("DescribeImagePipelines");
    time.advance(8_000);
    expect(await code).toBe("ecs-timeout");
  });

  it("an empty list is what it says: nothing, null, no builds; a region list without regions is unreadable", async () => {
    await world().fault({ kind: "empty-list" });
    const { gateway } = gatewayTo(emulator.url);
    expect(await gateway.listTemplates(region, user)).toEqual([]);
    expect(await gateway.readTemplate(region, target.template, user)).toBeNull();
    expect(await gateway.readBuilds(region, target.template, user)).toEqual([]);
    expect(await codeOf(gateway.listRegions(user))).toBe("ecs-unreadable");
  });

  it.each(["listTemplates", "readTemplate", "readBuilds"])(
    "a page token that comes again fails %s",
    async (name) => {
      await world().fault({ kind: "repeat-token" });
      const verb = READS[name] ?? READS.listTemplates;
      const { gateway } = gatewayTo(emulator.url);
      expect(await codeOf(verb?.run(gateway, target) ?? Promise.resolve())).toBe("ecs-unreadable");
      expect((await world().calls()).total).toBe(2);
    },
  );

  describe.each(Object.entries(WRITES))("%s", (_name, verb) => {
    it.each(named(WRITE_FAULTS))("$name: one request, $answer.kind", async (row) => {
      await world().fault({ ...row.fault, action: verb.action });
      const { gateway, time } = gatewayTo(emulator.url);
      expect(await verb.run(gateway, target)).toMatchObject(row.answer);
      expect((await world().calls()).byAction[verb.action]).toBe(1);
      expect(time.pauses).toEqual([]);
    });

    it("timeout: unknown after 8 s, one request, no effect", async () => {
      await world().fault({ kind: "timeout", action: verb.action });
      const { gateway, time } = gatewayTo(emulator.url);
      const answer = verb.run(gateway, target);
      await arrival(verb.action);
      const before = await truth();
      time.advance(8_000);
      expect(await answer).toEqual({ kind: "unknown", why: "timeout" });
      expect((await world().calls()).byAction[verb.action]).toBe(1);
      expect(await truth()).toEqual(before);
    });

    it("latency beyond 8 s: unknown, although the effect happened", async () => {
      await world().fault({ kind: "latency", ms: 60_000, action: verb.action });
      const before = await truth();
      const { gateway, time } = gatewayTo(emulator.url);
      const answer = verb.run(gateway, target);
      await arrival(verb.action);
      time.advance(8_000);
      expect(await answer).toEqual({ kind: "unknown", why: "timeout" });
      expect(await truth()).not.toEqual(before);
    });

    it.each([
      ["reset", false],
      ["reset-after-effect", true],
      ["truncate", true],
    ])("%s is unknown whether the effect happened (%s)", async (kind, effect) => {
      await world().fault({ kind, action: verb.action });
      const before = await truth();
      const { gateway } = gatewayTo(emulator.url);
      expect(await verb.run(gateway, target)).toMatchObject({ kind: "unknown" });
      const after = await truth();
      if (effect) expect(after).not.toEqual(before);
      else expect(after).toEqual(before);
    });
  });

  /** Resolves once the endpoint has counted a call of this action. */
  async function arrival(action: string): Promise<void> {
    while (!(await world().calls()).byAction[action]) await new Promise(setImmediate);
  }
});
