import { afterEach, expect, it } from "vitest";
import { parseBuildQuery } from "@/lib/contracts/build-query";
import { isFinished } from "@/lib/domain/build-status";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { deleteTemplate } from "../templates/delete";
import { openConsole, REGION, type TestConsole } from "../testing/console";
import { listBuilds } from "./list";

eachDatabase("the list of all builds", (open) => {
  let console: TestConsole;
  afterEach(() => console.close());

  async function start() {
    const database = await open();
    console = await openConsole(database, database.clock);
    await console.collect();
    return console;
  }
  const ask = (text: string, role: "viewer" | "operator" = "viewer") =>
    listBuilds(console.as(role), parseBuildQuery(new URLSearchParams(text)));

  it("has running builds first, each part newest first, and pages neither repeat nor lose one", async () => {
    const { addTemplate } = await start();
    await addTemplate("alpha", "SUCCESS", "FAILED", "BUILDING");
    await addTemplate("beta", "CANCELLED", "SOMETHING_NEW");

    const whole = (await ask("limit=500")).items;
    const firstFinished = whole.findIndex((build) => isFinished(build.status));
    expect(whole.slice(0, firstFinished).every((build) => !isFinished(build.status))).toBe(true);
    expect(whole.slice(firstFinished).every((build) => isFinished(build.status))).toBe(true);
    for (const part of [whole.slice(0, firstFinished), whole.slice(firstFinished)]) {
      const times = part.map((build) => build.startedAt);
      expect(times).toEqual([...times].sort().reverse());
    }

    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await ask(`limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      paged.push(...page.items.map((build) => build.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(whole.map((build) => build.id));
  });

  it("finds by words, region, status and template, and answers with the template's name", async () => {
    const { addTemplate } = await start();
    const alpha = await addTemplate("alpha_100%", "SUCCESS", "BUILDING");
    await addTemplate("alphaX100Y", "SUCCESS");

    expect((await ask("q=ALPHA_100%25")).items.map((build) => build.templateName)).toEqual([
      "alpha_100%",
      "alpha_100%",
    ]);
    expect((await ask(`q=${alpha.buildIds[0]}`)).items.map((build) => build.id)).toEqual([alpha.buildIds[0]]);
    const both = await ask(`templateId=${alpha.templateId}&status=BUILDING&region=${REGION}`);
    expect(both.items.map((build) => build.id)).toEqual([alpha.buildIds[1]]);
    expect((await ask(`templateId=${alpha.templateId}&region=cn-beijing`)).items).toEqual([]);
  });

  it("keeps the builds of a template that was deleted, marked as past", async () => {
    const { addTemplate } = await start();
    const { regionId, templateId, name, buildIds } = await addTemplate("doomed", "FAILED", "SUCCESS");
    await deleteTemplate(console.as("operator"), { regionId, templateId, confirmName: name });

    const { items } = await ask(`templateId=${templateId}`);
    expect(items.map(({ id, isPast, templateName }) => ({ id, isPast, templateName }))).toEqual([
      { id: buildIds[1], isPast: true, templateName: name },
      { id: buildIds[0], isPast: true, templateName: name },
    ]);
  });

  it("costs no call to ECS", async () => {
    await start();
    const before = await console.calls("DescribeImagePipelineExecutions");
    await ask("");
    expect(await console.calls("DescribeImagePipelineExecutions")).toBe(before);
  });
});
