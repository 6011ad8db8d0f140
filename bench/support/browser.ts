import { type BrowserContext, chromium } from "@playwright/test";
import { ensureBrowser } from "../../scripts/lib/browser.mjs";

/** A real Chromium on a console, signed in as that role; the address of pages is relative to the console's. */
export async function openBrowser(
  url: string,
  role: string,
): Promise<{ readonly context: BrowserContext; close(): Promise<void> }> {
  const executablePath = await ensureBrowser();
  const args = ["--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-quic"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const browser = await chromium.launch({ args, ...(executablePath ? { executablePath } : {}) });
  const context = await browser.newContext({
    baseURL: url,
    locale: "en-US",
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.locator(`button[value="${role}"]`).click();
  await page.waitForURL(/\/templates/);
  await page.close();
  return { context, close: () => browser.close() };
}
