import { expect, type Locator, type Page } from "@playwright/test";
import type { Pipeline } from "./emulator";

/** The templates page, by the names that assistive technology gives its parts. */
export class TemplatesPage {
  constructor(readonly page: Page) {}

  get table(): Locator {
    return this.page.getByRole("table");
  }

  get status(): Locator {
    return this.page.locator('[role="status"]').first();
  }

  row({ imagePipelineId }: Pipeline): Locator {
    return this.page.locator(`[role="row"][data-template-id="${imagePipelineId}"]`);
  }

  badge(template: Pipeline): Locator {
    return this.row(template).locator("[data-status]").first();
  }

  deleteButton({ name }: Pipeline): Locator {
    return this.page.getByRole("button", { name: `Delete ${name}`, exact: true });
  }

  startButton({ name }: Pipeline): Locator {
    return this.page.getByRole("button", { name: `Start build of ${name}`, exact: true });
  }

  /** The page, filtered down to one template, which is in view. */
  async showOnly(template: Pipeline): Promise<void> {
    await this.page.goto(`/templates?q=${encodeURIComponent(template.imagePipelineId)}`);
    await expect(this.row(template)).toBeVisible();
  }

  deleteDialog({ name }: Pipeline): Locator {
    return this.page.getByRole("alertdialog", { name: `Delete ${name}?`, exact: true });
  }

  blockedDialog({ name }: Pipeline): Locator {
    return this.page.getByRole("alertdialog", { name: `${name} can’t be deleted yet`, exact: true });
  }

  deniedDialog({ name }: Pipeline): Locator {
    return this.page.getByRole("alertdialog", { name: `${name} can’t be deleted by you`, exact: true });
  }

  /** Opens the confirmation of a template that may be deleted, and types its name. */
  async openAndType(template: Pipeline): Promise<Locator> {
    await this.showOnly(template);
    await this.deleteButton(template).click();
    const dialog = this.deleteDialog(template);
    await dialog.getByLabel(`Type ${template.name} to confirm`, { exact: true }).fill(template.name);
    return dialog;
  }

  confirm(dialog: Locator): Promise<void> {
    return dialog.getByRole("button", { name: "Delete template", exact: true }).click();
  }
}
