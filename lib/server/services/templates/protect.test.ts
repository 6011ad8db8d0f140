import { expect, it, vi } from "vitest";
import { parseTemplateQuery } from "@/lib/contracts/template-query";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { loadTemplateItem } from "@/lib/server/inventory/template-item";
import { openConsole, stallAt } from "../testing/console";
import { deleteTemplate } from "./delete";
import { explainBlock } from "./explain-block";
import { listTemplates } from "./list";
import { protectTemplate } from "./protect";
import { unprotectTemplate } from "./unprotect";

// The first test of a file loads the SDK; on a busy machine that alone takes a while.
vi.setConfig({ testTimeout: 180_000 });

eachDatabase("protection", (open) => {
  async function world() {
    const database = await open();
    database.testClock.set(new Date().toISOString());
    const console = await openConsole(database, database.testClock);
    const template = await console.addTemplate("golden", "SUCCESS");
    return {
      database,
      console,
      template,
      ref: { regionId: template.regionId, templateId: template.templateId },
    };
  }

  it("a protected template can be deleted by nobody, an admin too, until it is unprotected; each step is recorded", async () => {
    const { console, template, ref } = await world();
    const order = { ...ref, confirmName: "golden" };
    const done = await protectTemplate(console.as("operator"), { ...ref, reason: " base of all " });
    expect(done).toMatchObject({ kind: "protected", by: "operator@demo", isNew: true });
    expect(await deleteTemplate(console.as("admin"), order)).toMatchObject({
      kind: "blocked",
      reason: "protected",
    });
    expect(await explainBlock(console.as("operator"), ref)).toMatchObject({
      kind: "blocked",
      reason: "protected",
    });
    expect(await unprotectTemplate(console.as("admin"), ref)).toMatchObject({ kind: "unprotected" });
    expect(await deleteTemplate(console.as("operator"), order)).toMatchObject({ kind: "deleted" });
    const log = await console.log(template.templateId);
    expect(log.map((event) => [event.action, event.outcome ?? event.phase, event.actor])).toEqual([
      ["template.protect", "succeeded", "operator@demo"],
      ["template.delete", "blocked", "admin@demo"],
      ["template.delete", "blocked", "operator@demo"],
      ["template.unprotect", "succeeded", "admin@demo"],
      ["template.delete", "intent", "operator@demo"],
      ["template.delete", "succeeded", "operator@demo"],
    ]);
    expect(log[0]?.reason).toBe("base of all");
    await console.close();
  });

  it("the row tells who, why and since when, and the filter finds it", async () => {
    const { console, database, ref } = await world();
    await protectTemplate(console.as("operator"), { ...ref, reason: "do not touch" });
    const item = await loadTemplateItem(database.db, ref.regionId, ref.templateId);
    expect(item).toMatchObject({
      deletability: { deletable: false, reason: "protected" },
      protection: { by: "operator@demo", reason: "do not touch" },
    });
    const list = async (text: string) =>
      (await listTemplates(console.as("viewer"), parseTemplateQuery(new URLSearchParams(text)))).items;
    expect((await list("protected=true")).map(({ id }) => id)).toEqual([ref.templateId]);
    expect((await list("protected=false")).map(({ id }) => id)).not.toContain(ref.templateId);
    await console.close();
  });

  it("a second press changes nothing, is not recorded, and tells who protects it; the same for its end", async () => {
    const { console, template, ref } = await world();
    await protectTemplate(console.as("operator"), ref);
    expect(await protectTemplate(console.as("admin"), ref)).toMatchObject({
      by: "operator@demo",
      isNew: false,
    });
    await unprotectTemplate(console.as("admin"), ref);
    expect(await unprotectTemplate(console.as("admin"), ref)).toEqual({
      kind: "unprotected",
      auditSeq: null,
    });
    expect(await console.words(template.templateId)).toEqual(["succeeded", "succeeded"]);
    await console.close();
  });

  it("a role that may not is denied, and recorded, for both", async () => {
    const { console, template, ref } = await world();
    expect(await protectTemplate(console.as("viewer"), ref)).toMatchObject({ kind: "denied" });
    expect(await unprotectTemplate(console.as("auditor"), ref)).toMatchObject({ kind: "denied" });
    expect(await console.words(template.templateId)).toEqual(["denied", "denied"]);
    await console.close();
  });

  it("it is refused for a template that we do not know and while a delete is under way, and recorded", async () => {
    const { console, ref } = await world();
    const nobody = { ...ref, templateId: "ip-000000000000nobody00" };
    expect(await protectTemplate(console.as("operator"), nobody)).toMatchObject({
      error: { code: "not-found" },
    });
    expect(await console.words(nobody.templateId)).toEqual(["failed"]);
    const stall = stallAt("5");
    const under = deleteTemplate(console.as("operator", { afterStep: stall.afterStep }), {
      ...ref,
      confirmName: "golden",
    });
    await stall.reached;
    expect(await protectTemplate(console.as("admin"), ref)).toMatchObject({
      kind: "failed",
      error: { code: "delete-in-progress" },
    });
    stall.letGo();
    expect(await under).toMatchObject({ kind: "deleted" });
    await console.close();
  });

  it("goes with the template: nothing of it is left behind", async () => {
    const { console, database, template, ref } = await world();
    const stall = stallAt("4");
    const under = deleteTemplate(console.as("operator", { afterStep: stall.afterStep }), {
      ...ref,
      confirmName: "golden",
    });
    await stall.reached;
    // Between the look and the intent: the intent's own look finds it.
    await protectTemplate(console.as("admin"), ref);
    stall.letGo();
    expect(await under).toMatchObject({ kind: "blocked", reason: "protected" });
    expect(await console.exists(template.templateId)).toBe(true);
    await unprotectTemplate(console.as("admin"), ref);
    await deleteTemplate(console.as("operator"), { ...ref, confirmName: "golden" });
    expect(await database.db.selectFrom("protection").selectAll().execute()).toEqual([]);
    await console.close();
  });
});
