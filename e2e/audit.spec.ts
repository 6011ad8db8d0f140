import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

test("the auditor finds every attempt, filters by the URL, and the exported chain verifies", async ({
  page,
  browser,
  emulator,
  imagekeeper,
}) => {
  const list = new TemplatesPage(page);
  const blocked = await emulator.takeIn("BUILDING", "TESTING");
  await list.showOnly(blocked);
  await list.deleteButton(blocked).click({ force: true });
  await expect(list.blockedDialog(blocked)).toBeVisible();

  const context = await browser.newContext({
    baseURL: imagekeeper.url,
    storageState: await imagekeeper.storageState("auditor"),
  });
  const audit = await context.newPage();
  await audit.goto(`/audit?templateId=${blocked.imagePipelineId}`);
  const table = audit.getByRole("table");
  await expect(table).toContainText(blocked.name);
  await expect(table).toContainText("operator@demo");
  await audit.goto("/audit?outcome=blocked");
  await expect(table).toContainText(blocked.name);
  await audit.goto(`/audit?outcome=succeeded&templateId=${blocked.imagePipelineId}`);
  await expect(audit.getByText(blocked.name)).toHaveCount(0);
  await context.close();

  const lines = (await (await imagekeeper.fetch("auditor", "/api/audit/export?format=jsonl")).text())
    .trim()
    .split("\n");
  const events = lines.map((line) => JSON.parse(line) as { seq: number; prevHash: string; hash: string });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => (events[0]?.seq ?? 1) + index));
  expect(events.slice(1).map(({ prevHash }) => prevHash)).toEqual(
    events.slice(0, -1).map(({ hash }) => hash),
  );
});

test("a cell of the CSV that a spreadsheet would run is text", async ({ imagekeeper }) => {
  const response = await imagekeeper.fetch("auditor", "/api/audit/export?format=csv");
  const text = await response.text();
  expect(response.headers.get("content-type")).toContain("text/csv");
  expect(text.split("\r\n")[0]).toMatch(/^seq,at,actor,action,/);
  expect(text).not.toMatch(/(^|,)[=+@]/m);
});
