import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * No finding of any impact, on the page as it stands, dialogs included; `colours` asks for contrast only, where nothing
 * but the theme differs from what was asked before.
 */
export async function expectAccessible(page: Page, what: "all" | "colours" = "all"): Promise<void> {
  // A dialog fades in; half-drawn text has no contrast.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        // The ring of a running build turns for ever.
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
        .map((animation) => animation.finished.catch(() => null)),
    ),
  );
  const rules = what === "colours" ? { runOnly: { type: "rule" as const, values: ["color-contrast"] } } : {};
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"], ...rules })
    .analyze();
  const found = violations.map(
    ({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map((node) => node.html).join(" | ")}`,
  );
  expect(found).toEqual([]);
}
