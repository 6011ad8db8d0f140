import { isDeletable, latest } from "./support/emulator";
import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

test("a started build is seen in the row within 15 s, blocks the delete, and can be cancelled", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.take((one) => latest(one)?.status === "SUCCESS" && isDeletable(one));
  await list.showOnly(template);
  await list.startButton(template).click();
  await expect(list.badge(template)).toHaveAttribute("data-status", "PREPARING", { timeout: 15_000 });
  await expect(list.deleteButton(template)).toHaveAttribute("aria-disabled", "true");
  const build = latest((await emulator.find(template.imagePipelineId)) ?? template);
  expect(build?.status).toBe("PREPARING");
  expect(await imagekeeper.audit(template.imagePipelineId)).toMatchObject([
    { action: "build.start", phase: "intent", outcome: null },
    { action: "build.start", phase: "outcome", outcome: "succeeded" },
  ]);

  await list.deleteButton(template).click({ force: true });
  const dialog = list.blockedDialog(template);
  await dialog.getByRole("button", { name: "Cancel the build" }).click();
  await expect
    .poll(async () => latest((await emulator.find(template.imagePipelineId)) ?? template)?.status)
    .toMatch(/^CANCELL(ING|ED)$/);
  await expect(list.badge(template)).toHaveAttribute("data-status", /^CANCELL(ING|ED)$/, { timeout: 15_000 });
  const events = await imagekeeper.audit(template.imagePipelineId);
  expect(events.filter(({ action }) => action === "build.cancel").at(-1)).toMatchObject({
    outcome: "succeeded",
  });
});

test("a start whose answer is lost is asked again with the same token and starts one build", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  test.setTimeout(180_000);
  const list = new TemplatesPage(page);
  const template = await emulator.take((one) => latest(one)?.status === "SUCCESS" && isDeletable(one));
  await list.showOnly(template);
  await emulator.fault({ kind: "reset-after-effect", action: "StartImagePipelineExecution", times: 1 });
  await list.startButton(template).click();
  const last = async () => (await imagekeeper.audit(template.imagePipelineId)).at(-1)?.outcome;
  await expect.poll(last, { timeout: 60_000 }).toBe("succeeded");
  const builds = (await emulator.find(template.imagePipelineId))?.executions.length;
  expect(builds).toBe(template.executions.length + 1);
});

test("a cancel that comes too late shows what ECS said", async ({ page, emulator }) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeIn("BUILDING", "PREPARING", "REPAIRING");
  await list.showOnly(template);
  await list.deleteButton(template).click({ force: true });
  const dialog = list.blockedDialog(template);
  await expect(dialog.getByRole("button", { name: "Cancel the build" })).toBeVisible();
  await emulator.fault({
    kind: "error",
    action: "CancelImagePipelineExecution",
    status: 403,
    code: "InvalidStatus.ImagePipelineExecution",
    message: "too late",
  });
  await dialog.getByRole("button", { name: "Cancel the build" }).click();
  await expect(
    dialog.getByRole("alert").filter({ hasText: "InvalidStatus.ImagePipelineExecution" }),
  ).toBeVisible();
});

test("Cancel is offered only in the states in which ECS takes it", async ({ page, emulator }) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeIn("TESTING", "DISTRIBUTING", "RELEASING");
  await list.showOnly(template);
  await list.deleteButton(template).click({ force: true });
  const dialog = list.blockedDialog(template);
  await expect(dialog.getByRole("button", { name: "Close" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Cancel the build" })).toHaveCount(0);
});

test("the page of a template shows its state, definition, content and builds", async ({ page, emulator }) => {
  const template = (await emulator.templates()).find((one) => one.executions.length > 1);
  if (!template) throw new Error("no template with builds");
  await page.goto(`/templates/${template.regionId}/${template.imagePipelineId}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(template.name);
  const main = page.getByRole("main");
  await expect(main).toContainText(template.imagePipelineId);
  await expect(main).toContainText(template.executions[0]?.executionId ?? "");
  const code = (form: string) => page.getByRole("group", { name: form, exact: true });
  await expect(code("Terraform")).toContainText('resource "alicloud_ecs_image_pipeline"');
  await expect(code("Terraform")).toContainText(template.imagePipelineId);
  await page.getByLabel("Form", { exact: true }).selectOption("cli");
  await expect(code("Alibaba Cloud CLI")).toContainText("aliyun ecs CreateImagePipeline");
});
