import { latest, type Pipeline } from "./support/emulator";
import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

test("a template that may be deleted is deleted after its name was typed, and the auditor finds it", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeDeletable();
  await list.showOnly(template);
  await list.deleteButton(template).click();
  const dialog = list.deleteDialog(template);
  await expect(dialog.getByRole("button", { name: "Keep template" })).toBeFocused();
  const confirm = dialog.getByRole("button", { name: "Delete template", exact: true });
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  await dialog.getByLabel(`Type ${template.name} to confirm`, { exact: true }).fill(template.name);
  await dialog.getByLabel("Reason").fill("replaced by a newer one");
  await confirm.click();
  await expect(dialog).toBeHidden();
  await expect(list.row(template)).toHaveCount(0, { timeout: 5000 });
  await expect(list.status).toContainText(/deleted|gone/i);

  const gone = await emulator.deleted(template.imagePipelineId);
  const events = await imagekeeper.audit(template.imagePipelineId);
  expect(events.map(({ action, phase, outcome }) => [action, phase, outcome])).toEqual([
    ["template.delete", "intent", null],
    ["template.delete", "outcome", "succeeded"],
  ]);
  expect(events[1]).toMatchObject({
    actor: "operator@demo",
    intentSeq: events[0]?.seq,
    requestId: gone?.requestId,
  });
  expect(events[0]?.reason).toBe("replaced by a newer one");
});

test("a wrong name, Esc and Keep delete nothing, and focus returns to the row", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeDeletable();
  await list.showOnly(template);
  await list.deleteButton(template).click();
  const dialog = list.deleteDialog(template);
  await dialog
    .getByLabel(`Type ${template.name} to confirm`, { exact: true })
    .fill(`${template.name} `.toUpperCase());
  await dialog.getByRole("button", { name: "Delete template", exact: true }).click({ force: true });
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(list.deleteButton(template)).toBeFocused();
  await list.deleteButton(template).click();
  await dialog.getByRole("button", { name: "Keep template" }).click();
  await expect(dialog).toBeHidden();
  expect(await emulator.find(template.imagePipelineId)).toBeDefined();
  expect(await imagekeeper.audit(template.imagePipelineId)).toEqual([]);
});

test("a build that started meanwhile is seen by our guard: the same dialog turns into the blocked one", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeDeletable();
  const dialog = await list.openAndType(template);
  const buildId = await emulator.addBuild(template, "BUILDING");
  await list.confirm(dialog);
  const blocked = list.blockedDialog(template);
  await expect(blocked.getByRole("alert")).toContainText("Building");
  await expect(blocked.getByRole("alert")).toContainText(buildId);
  await expect(dialog).toHaveCount(0);
  const events = await imagekeeper.audit(template.imagePipelineId);
  expect(events).toMatchObject([
    {
      action: "template.delete",
      phase: "outcome",
      outcome: "blocked",
      intentSeq: null,
      ecsCode: null,
      buildId,
      buildStatus: "BUILDING",
    },
  ]);
  expect(await emulator.find(template.imagePipelineId)).toBeDefined();
});

test("a build that starts after our look is refused by ECS, with its code, status and request ID", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  test.setTimeout(180_000);
  const list = new TemplatesPage(page);
  const reads = async () => (await emulator.calls()).byAction.DescribeImagePipelineExecutions ?? 0;
  /** Starts a build while the answer of our look is on its way; a read of the sweep may be taken for the look. */
  const race = async () => {
    const template = await emulator.takeDeletable();
    const dialog = await list.openAndType(template);
    await emulator.fault({
      kind: "latency",
      action: "DescribeImagePipelineExecutions",
      regionId: template.regionId,
      ms: 2000,
    });
    const before = await reads();
    await list.confirm(dialog);
    await expect.poll(reads, { intervals: [20] }).toBeGreaterThan(before);
    await emulator.addBuild(template, "PREPARING");
    await expect(list.blockedDialog(template).getByRole("alert")).toBeVisible({ timeout: 20_000 });
    await emulator.clearFaults();
    return { template, events: await imagekeeper.audit(template.imagePipelineId) };
  };
  let { template, events } = await race();
  for (let again = 0; again < 7 && events[0]?.phase !== "intent"; again++) {
    ({ template, events } = await race());
  }
  const alert = list.blockedDialog(template).getByRole("alert");
  await expect(alert).toContainText("InvalidImagePipeline.HasRunningExecution");
  await expect(alert).toContainText("403");
  expect(events.map(({ phase, outcome }) => [phase, outcome])).toEqual([
    ["intent", null],
    ["outcome", "blocked"],
  ]);
  expect(events[1]).toMatchObject({ ecsCode: "InvalidImagePipeline.HasRunningExecution", httpStatus: 403 });
  await expect(alert).toContainText(events[1]?.requestId ?? "no request ID");
});

test.describe("what ECS answers to the delete", () => {
  const refusals = [
    [
      { kind: "error", status: 403, code: "Forbidden.RAM", message: "not authorized" },
      "Forbidden.RAM",
      "failed",
    ],
    [{ kind: "throttle" }, "Throttling.User", "failed"],
    [
      { kind: "error", status: 404, code: "InvalidImagePipeline.NotFound", message: "gone" },
      "InvalidImagePipeline.NotFound",
      "failed",
    ],
  ] as const;
  for (const [fault, code, outcome] of refusals) {
    test(`${code}: nothing is deleted, and the dialog says why with code and status`, async ({
      page,
      emulator,
      imagekeeper,
    }) => {
      const list = new TemplatesPage(page);
      const template = await emulator.takeDeletable();
      const dialog = await list.openAndType(template);
      await emulator.fault({ ...fault, action: "DeleteImagePipeline" });
      await list.confirm(dialog);
      const alert = dialog.getByRole("alert");
      await expect(alert).toContainText(code);
      if (code === "Throttling.User")
        await expect(dialog.getByRole("button", { name: "Try again" })).toBeVisible();
      const events = await imagekeeper.audit(template.imagePipelineId);
      expect(events.at(-1)).toMatchObject({ phase: "outcome", outcome, ecsCode: code });
      await expect(alert).toContainText(events.at(-1)?.requestId ?? "no request ID");
      expect((await emulator.calls()).byAction.DeleteImagePipeline).toBeGreaterThan(0);
      expect(await emulator.find(template.imagePipelineId)).toBeDefined();
    });
  }

  const losses = [
    ["timeout", false],
    ["reset", false],
    ["reset-after-effect", true],
    ["truncate", true],
    ["html", false],
    ["empty", false],
    ["wrong-type", false],
    ["error", false],
  ] as const;
  // One test for all of them: they are settled by later reads, and those are waited for once.
  test("no usable answer: it is said to be unknown, sent once, and settled by reading", async ({
    page,
    emulator,
    imagekeeper,
  }) => {
    test.setTimeout(240_000);
    const list = new TemplatesPage(page);
    const sent = async () => (await emulator.calls()).byAction.DeleteImagePipeline ?? 0;
    const before = await sent();
    const tried: { readonly template: Pipeline; readonly kind: string; readonly deleted: boolean }[] = [];
    for (const [kind, deleted] of losses) {
      await test.step(`lost by ${kind}`, async () => {
        const template = await emulator.takeDeletable();
        const dialog = await list.openAndType(template);
        const server = kind === "error" ? { status: 500, code: "InternalError", message: "oops" } : {};
        await emulator.fault({ kind, ...server, action: "DeleteImagePipeline" });
        await list.confirm(dialog);
        await expect(dialog.getByRole("alert")).toContainText(/not known|unknown/i, { timeout: 20_000 });
        await emulator.clearFaults();
        tried.push({ template, kind, deleted });
      });
    }
    for (const { template, kind, deleted } of tried) {
      await test.step(`settled after ${kind}`, async () => {
        const outcomes = async () =>
          (await imagekeeper.audit(template.imagePipelineId)).map(({ phase, outcome }) => outcome ?? phase);
        await expect
          .poll(outcomes, { message: kind, timeout: 75_000 })
          .toEqual(["intent", "unknown", deleted ? "succeeded" : "failed"]);
        expect(Boolean(await emulator.deleted(template.imagePipelineId)), kind).toBe(deleted);
        await page.goto(`/templates?q=${template.imagePipelineId}`);
        await expect(list.row(template)).toHaveCount(deleted ? 0 : 1);
      });
    }
    expect(await sent()).toBe(before + losses.length);
  });
});

test.describe("what ECS answers to the look before it", () => {
  const kinds = [
    "error",
    "throttle",
    "timeout",
    "reset",
    "truncate",
    "html",
    "empty",
    "empty-list",
    "wrong-type",
    "repeat-token",
  ];
  for (const kind of kinds) {
    test(`${kind}: nothing is sent, nothing becomes deletable, and the dialog stays`, async ({
      page,
      emulator,
      imagekeeper,
    }) => {
      const list = new TemplatesPage(page);
      const template = await emulator.takeDeletable();
      const dialog = await list.openAndType(template);
      const before = (await emulator.calls()).byAction.DeleteImagePipeline ?? 0;
      const server = kind === "error" ? { status: 500, code: "InternalError", message: "oops" } : {};
      await emulator.fault({
        kind,
        ...server,
        action: "DescribeImagePipelineExecutions",
        regionId: template.regionId,
      });
      await list.confirm(dialog);
      await expect(dialog.getByRole("alert")).toBeVisible({ timeout: 20_000 });
      const events = async () =>
        (await imagekeeper.audit(template.imagePipelineId)).map(({ phase, outcome }) => [phase, outcome]);
      await expect.poll(events, { timeout: 20_000 }).toEqual([["outcome", "failed"]]);
      expect((await emulator.calls()).byAction.DeleteImagePipeline ?? 0).toBe(before);
      expect(await emulator.find(template.imagePipelineId)).toBeDefined();
      await emulator.clearFaults();
      await dialog.getByRole("button", { name: "Try again" }).click();
      await expect(dialog).toBeHidden({ timeout: 20_000 });
      expect(await emulator.find(template.imagePipelineId)).toBeUndefined();
    });
  }
});

test("the latest build of a template that never was built is no reason to keep it", async ({
  page,
  emulator,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.take((one) => latest(one) === undefined);
  const dialog = await list.openAndType(template);
  await list.confirm(dialog);
  await expect(list.row(template)).toHaveCount(0, { timeout: 10_000 });
});
