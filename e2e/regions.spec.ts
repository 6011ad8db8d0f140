import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const looks = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["390 px, Chinese", { viewport: { width: 390, height: 844 }, locale: "zh-CN" }],
] as const;

test.describe("the regions", () => {
  test.use({ role: "admin" });

  for (const [name, options] of looks) {
    test.describe(name, () => {
      test.use(options);
      test("each with its age and its calls; axe finds nothing, nothing is wider than the screen", async ({
        page,
      }) => {
        await page.goto("/settings/regions");
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        const cards = page.locator("li[data-region-id]");
        await expect(cards).toHaveCount(3);
        await expect(cards.first().getByRole("img").first()).toBeVisible();
        await expectAccessible(page);
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(over).toBeLessThanOrEqual(0);
      });
    });
  }

  test("one that is switched off is asked no more, says so in the list, and is read again when switched on", async ({
    page,
    emulator,
  }) => {
    // A template of another tool is seen at the next listing, a minute apart.
    test.setTimeout(180_000);
    await page.goto("/settings/regions");
    const card = page.locator("li[data-region-id=eu-central-1]");
    await card.getByRole("button", { name: "Stop reading eu-central-1" }).click();
    await expect(card.getByText("Switched off", { exact: true })).toBeVisible();
    await page.goto("/templates");
    await expect(page.getByText(/eu-central-1.*Switched off by an admin/)).toBeVisible();

    await page.goto("/settings/regions");
    await card.getByRole("button", { name: "Read eu-central-1 again" }).click();
    await expect(card.getByText("Up to date")).toBeVisible();
    const { imagePipelineId } = await emulator.control<{ imagePipelineId: string }>("POST", "templates", {
      regionId: "eu-central-1",
      name: "after-the-switch",
    });
    const found = async () =>
      (await (await page.request.get(`/api/templates?q=${imagePipelineId}`)).json()).total;
    await expect.poll(found, { timeout: 100_000 }).toBe(1);
  });
});

for (const role of ["viewer", "operator", "auditor"] as const) {
  test.describe(role, () => {
    test.use({ role });
    test("finds no such page", async ({ page, watch }) => {
      watch.allow(/404/);
      const answer = await page.goto("/settings/regions");
      expect(answer?.status()).toBe(404);
    });
  });
}
