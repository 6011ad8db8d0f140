import { expect, it } from "vitest";
import { isAppError } from "@/lib/domain/app-error";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { openConsole } from "../testing/console";
import { deleteTemplate } from "./delete";
import { explainBlock } from "./explain-block";

eachDatabase("a refused delete", (open) => {
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
    database.testClock.set(new Date().toISOString());
    return { console: await openConsole(database, database.testClock), database };
  }

  run(
    "a press on a building template is one blocked event that names the build, and ECS is never asked to delete",
    async ({ console }) => {
      const { regionId, templateId, buildIds } = await console.addTemplate("building", "SUCCESS", "BUILDING");
      const result = await explainBlock(console.as("operator"), { regionId, templateId });
      expect(result).toMatchObject({
        kind: "blocked",
        reason: "build-running",
        build: { id: buildIds[1], status: "BUILDING" },
      });
      expect(await console.log(templateId)).toEqual([
        expect.objectContaining({
          phase: "outcome",
          outcome: "blocked",
          intentSeq: null,
          ecsCode: null,
          buildId: buildIds[1],
          buildStatus: "BUILDING",
          actor: "operator@demo",
        }),
      ]);
      await explainBlock(console.as("operator"), { regionId, templateId });
      expect(await console.words(templateId)).toEqual(["blocked", "blocked"]);
      expect(await console.calls("DeleteImagePipeline")).toBe(0);
    },
  );

  run("an old running build blocks although the latest one is finished", async ({ console }) => {
    const { regionId, templateId, buildIds } = await console.addTemplate("hidden", "TESTING", "SUCCESS");
    expect(await explainBlock(console.as("admin"), { regionId, templateId })).toMatchObject({
      kind: "blocked",
      build: { id: buildIds[0] },
    });
  });

  run("a word that nobody knows blocks and is recorded as ECS sent it", async ({ console }) => {
    const { regionId, templateId } = await console.addTemplate("odd", "FROBNICATING");
    expect(await explainBlock(console.as("operator"), { regionId, templateId })).toMatchObject({
      kind: "blocked",
      reason: "status-unknown",
      build: { status: "FROBNICATING" },
    });
    expect((await console.log(templateId))[0]).toMatchObject({
      outcome: "blocked",
      buildStatus: "FROBNICATING",
    });
  });

  run(
    "a press on a template that is deletable by now records nothing and gives the facts to confirm",
    async ({ console }) => {
      const { regionId, templateId } = await console.addTemplate("free", "FAILED", "SUCCESS");
      expect(await explainBlock(console.as("operator"), { regionId, templateId })).toMatchObject({
        kind: "deletable",
        name: "free",
        buildCount: 2,
        latestBuild: { status: "SUCCESS" },
      });
      expect(await console.log(templateId)).toEqual([]);
    },
  );

  run(
    "a role that may not is denied once, whatever the template's state, and no call is made",
    async ({ console }) => {
      const { regionId, templateId, name } = await console.addTemplate("foreign", "BUILDING");
      await console.control("POST", "reset", { templates: 3 }).catch(() => undefined);
      for (const role of ["viewer", "auditor"] as const) {
        expect(await explainBlock(console.as(role), { regionId, templateId })).toMatchObject({
          kind: "denied",
        });
        expect(
          await deleteTemplate(console.as(role), { regionId, templateId, confirmName: name }),
        ).toMatchObject({ kind: "denied" });
      }
      expect(await console.words(templateId)).toEqual(["denied", "denied", "denied", "denied"]);
      expect(await console.calls("DescribeImagePipelineExecutions")).toBe(0);
    },
  );

  run("a name that does not match deletes nothing and records nothing", async ({ console }) => {
    const { regionId, templateId } = await console.addTemplate("exact", "SUCCESS");
    for (const confirmName of ["Exact", "exact ", "", "еxact"]) {
      const failure = await deleteTemplate(console.as("operator"), {
        regionId,
        templateId,
        confirmName,
      }).catch((error: unknown) => error);
      expect(isAppError(failure, "name-mismatch")).toBe(true);
    }
    expect(await console.log(templateId)).toEqual([]);
    expect(await console.exists(templateId)).toBe(true);
  });

  run("a template that is gone is one failed event with ECS's code", async ({ console }) => {
    const { regionId, templateId, name } = await console.addTemplate("gone", "SUCCESS");
    await console.control("DELETE", `templates/${templateId}`);
    expect(
      await deleteTemplate(console.as("operator"), { regionId, templateId, confirmName: name }),
    ).toMatchObject({
      kind: "failed",
      error: { code: "already-gone", ecs: { httpStatus: 404, code: "InvalidImagePipeline.NotFound" } },
    });
    expect(await console.log(templateId)).toEqual([
      expect.objectContaining({ outcome: "failed", httpStatus: 404, intentSeq: null }),
    ]);
  });

  run(
    "a build that our copy holds and the answer lacks makes the answer unreadable",
    async ({ console, database }) => {
      const { regionId, templateId, name } = await console.addTemplate("lacking", "SUCCESS");
      await console.control("POST", "faults", {
        action: "DescribeImagePipelineExecutions",
        kind: "empty-list",
      });
      expect(
        await deleteTemplate(console.as("operator"), { regionId, templateId, confirmName: name }),
      ).toMatchObject({ kind: "failed", error: { code: "ecs-unreadable" }, retry: true });
      expect(await console.words(templateId)).toEqual(["failed"]);
      expect(await console.calls("DeleteImagePipeline")).toBe(0);
      expect(
        await database.db
          .selectFrom("build")
          .select("build_id")
          .where("template_id", "=", templateId)
          .execute(),
      ).toHaveLength(1);
    },
  );
});
