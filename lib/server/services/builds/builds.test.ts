import { expect, it } from "vitest";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { openConsole } from "../testing/console";
import { cancelBuild } from "./cancel";
import { reconcileCancels, reconcileStarts } from "./reconcile";
import { startBuild } from "./start";

type Executions = {
  regions: Record<
    string,
    { templates: { imagePipelineId: string; executions: { executionId: string; status: string }[] }[] }
  >;
};

eachDatabase("builds", (open) => {
  const run = (name: string, body: (world: Awaited<ReturnType<typeof openWorld>>) => Promise<void>) =>
    it(name, async () => {
      const world = await openWorld();
      try {
        await body(world);
      } finally {
        await world.console.close();
      }
    });
  async function openWorld() {
    const database = await open();
    const clock = database.testClock;
    clock.set(new Date().toISOString());
    const console = await openConsole(database, clock);
    const builds = async (templateId: string) => {
      const { regions } = await console.control<Executions>("GET", "state");
      return Object.values(regions).flatMap((region) =>
        region.templates.filter((t) => t.imagePipelineId === templateId).flatMap((t) => t.executions),
      );
    };
    return { console, builds, clock };
  }

  run("a start is recorded as intent and outcome and names the build", async ({ console, builds }) => {
    const { regionId, templateId } = await console.addTemplate("start", "SUCCESS");
    const result = await startBuild(console.as("operator"), { regionId, templateId });
    expect(result).toMatchObject({ kind: "started", buildId: expect.stringMatching(/^exec-/) });
    expect(await builds(templateId)).toHaveLength(2);
    expect(await console.words(templateId)).toEqual(["intent", "succeeded"]);
  });

  run(
    "a start whose answer is lost is asked again with its token: one build, settled",
    async ({ console, builds, clock }) => {
      const { regionId, templateId } = await console.addTemplate("lost", "SUCCESS");
      await console.control("POST", "faults", {
        action: "StartImagePipelineExecution",
        kind: "reset-after-effect",
        times: 2,
      });
      expect(await startBuild(console.as("operator"), { regionId, templateId })).toMatchObject({
        kind: "unknown",
      });
      clock.advance(3);
      await reconcileStarts(console.system());
      expect(await console.words(templateId)).toEqual(["intent", "unknown"]);
      clock.advance(10);
      await reconcileStarts(console.system());
      expect(await console.words(templateId)).toEqual(["intent", "unknown", "succeeded"]);
      expect(await builds(templateId)).toHaveLength(2);
    },
  );

  run(
    "pressing again after a lost answer asks for it and starts nothing new",
    async ({ console, builds }) => {
      const { regionId, templateId } = await console.addTemplate("again", "SUCCESS");
      await console.control("POST", "faults", {
        action: "StartImagePipelineExecution",
        kind: "reset-after-effect",
        times: 1,
      });
      await startBuild(console.as("operator"), { regionId, templateId });
      expect(await startBuild(console.as("operator"), { regionId, templateId })).toMatchObject({
        kind: "started",
      });
      expect(await builds(templateId)).toHaveLength(2);
      expect(await console.words(templateId)).toEqual(["intent", "unknown", "succeeded"]);
    },
  );

  run(
    "a throttled or denied question after a lost answer settles nothing: the first try may have started a build",
    async ({ console, builds, clock }) => {
      const { regionId, templateId } = await console.addTemplate("gate", "SUCCESS");
      const fault = (kind: string, more: object = {}) =>
        console.control("POST", "faults", { action: "StartImagePipelineExecution", kind, times: 1, ...more });
      await fault("reset-after-effect");
      await startBuild(console.as("operator"), { regionId, templateId });
      await fault("throttle");
      clock.advance(13);
      await reconcileStarts(console.system());
      await fault("error", { status: 403, code: "Forbidden.RAM", message: "no" });
      clock.advance(31);
      await reconcileStarts(console.system());
      expect(await console.words(templateId)).toEqual(["intent", "unknown"]);
      clock.advance(31);
      await reconcileStarts(console.system());
      expect(await console.words(templateId)).toEqual(["intent", "unknown", "succeeded"]);
      expect(await builds(templateId)).toHaveLength(2);
    },
  );

  run("a start beside a running build is blocked by ECS, with its code", async ({ console }) => {
    const { regionId, templateId } = await console.addTemplate("busy", "BUILDING");
    expect(await startBuild(console.as("operator"), { regionId, templateId })).toMatchObject({
      kind: "failed",
      error: { code: "blocked", ecs: { httpStatus: 403 } },
    });
    expect(await console.words(templateId)).toEqual(["intent", "blocked"]);
  });

  run("a cancel acts once and is recorded", async ({ console, builds }) => {
    const { regionId, templateId, buildIds } = await console.addTemplate("cancel", "BUILDING");
    const buildId = buildIds[0] ?? "";
    expect(await cancelBuild(console.as("operator"), { regionId, templateId, buildId })).toMatchObject({
      kind: "cancelling",
    });
    expect((await builds(templateId))[0]?.status).toBe("CANCELLING");
    expect(await console.words(templateId)).toEqual(["intent", "succeeded"]);
  });

  run("a cancel that comes too late shows ECS's refusal", async ({ console }) => {
    const { regionId, templateId, buildIds } = await console.addTemplate("late", "TESTING");
    const result = await cancelBuild(console.as("operator"), {
      regionId,
      templateId,
      buildId: buildIds[0] ?? "",
    });
    expect(result).toMatchObject({
      kind: "failed",
      error: { ecs: { code: "InvalidStatus.ImagePipelineExecution", httpStatus: 403 } },
    });
    expect(await console.words(templateId)).toEqual(["intent", "failed"]);
  });

  run(
    "a cancel whose answer is lost is sent once and settled by reading the build",
    async ({ console, clock }) => {
      for (const [kind, word] of [
        ["reset-after-effect", "succeeded"],
        ["reset", "failed"],
      ] as const) {
        const { regionId, templateId, buildIds } = await console.addTemplate(`lost-${word}`, "BUILDING");
        await console.control("POST", "faults", { action: "CancelImagePipelineExecution", kind, times: 1 });
        const before = await console.calls("CancelImagePipelineExecution");
        expect(
          await cancelBuild(console.as("operator"), { regionId, templateId, buildId: buildIds[0] ?? "" }),
        ).toMatchObject({ kind: "unknown" });
        for (let second = 0; second < 60; second += 5) {
          await reconcileCancels(console.system());
          clock.advance(5);
        }
        expect(await console.words(templateId)).toEqual(["intent", "unknown", word]);
        expect(await console.calls("CancelImagePipelineExecution")).toBe(before + 1);
      }
    },
  );

  run("a role that may not starts and cancels nothing", async ({ console, builds }) => {
    const { regionId, templateId, buildIds } = await console.addTemplate("no", "BUILDING");
    for (const role of ["viewer", "auditor"] as const) {
      expect(await startBuild(console.as(role), { regionId, templateId })).toMatchObject({ kind: "denied" });
      expect(
        await cancelBuild(console.as(role), { regionId, templateId, buildId: buildIds[0] ?? "" }),
      ).toMatchObject({ kind: "denied" });
    }
    expect((await builds(templateId))[0]?.status).toBe("BUILDING");
    expect(await console.words(templateId)).toEqual(["denied", "denied", "denied", "denied"]);
  });
});
