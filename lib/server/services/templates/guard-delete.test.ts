import { expect, it } from "vitest";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { openConsole } from "../testing/console";
import { deleteTemplate } from "./delete";

eachDatabase("the fresh read before a delete", (open) => {
  async function openWorld() {
    const database = await open();
    database.testClock.set(new Date().toISOString());
    const console = await openConsole(database, database.testClock);
    const action = "DescribeImagePipelineExecutions";
    const remove = async (template: { regionId: string; templateId: string; name: string }) => {
      const { regionId, templateId, name } = template;
      return await deleteTemplate(console.as("operator"), { regionId, templateId, confirmName: name });
    };
    const fault = (kind: object) => console.control("POST", "faults", { ...kind, action });
    return { console, remove, fault };
  }

  it("that fails lets nothing be sent, also where no build is known that could block", async () => {
    const { console, remove, fault } = await openWorld();
    const template = await console.addTemplate("never-built");
    for (const kind of [
      { kind: "error", status: 403, code: "Forbidden.RAM", message: "no" },
      { kind: "empty" },
      { kind: "wrong-type" },
    ]) {
      await fault(kind);
      expect(await remove(template), kind.kind).toMatchObject({ kind: "failed" });
      await console.control("DELETE", "faults");
    }
    expect(await console.calls("DeleteImagePipeline")).toBe(0);
    expect(await console.words(template.templateId)).toEqual(["failed", "failed", "failed"]);
    await console.close();
  });

  it("that lacks a build which we know is not trusted, whatever that build's status was", async () => {
    const { console, remove, fault } = await openWorld();
    for (const status of ["SUCCESS", "BUILDING"]) {
      const template = await console.addTemplate(status, status);
      await fault({ kind: "empty-list" });
      expect(await remove(template), status).toMatchObject({
        kind: "failed",
        error: { code: "ecs-unreadable", params: { why: "missing-builds" } },
      });
      await console.control("DELETE", "faults");
      expect(await console.words(template.templateId)).toEqual(["failed"]);
    }
    expect(await console.calls("DeleteImagePipeline")).toBe(0);
    await console.close();
  });
});
