import { mkdirSync } from "node:fs";
import { ensureBrowser } from "./lib/browser.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { inRoot } from "./lib/root.mjs";
import { refuse, run, say } from "./lib/say.mjs";
import { stopOnSignals } from "./lib/stop.mjs";

const folder = inRoot("docs", "screenshots");
const address = process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

/** Opens the dialog of the first Delete in view; a build is started first when it shall be blocked. */
async function openDialog(page, { blocked }) {
  await page.goto("/templates?deletable=true");
  const row = page.locator("[role=row][data-template-id]").first();
  const id = await row.getAttribute("data-template-id");
  const remove = page.locator(`[data-template-id="${id}"] button`).last();
  if (blocked) {
    await row.getByRole("button").first().click();
    await page.goto(`/templates?q=${id}`);
    await page.locator(`[data-template-id="${id}"] button[aria-disabled=true]`).last().waitFor();
  }
  await remove.click({ force: true });
  await page.getByRole("alertdialog").waitFor();
}

/** Pictures by name: who looks, how, and what is done before. */
const PICTURES = [
  ["templates", {}, (page) => page.goto("/templates")],
  ["templates-dark", { colorScheme: "dark" }, (page) => page.goto("/templates")],
  ["templates-zh-CN", { locale: "zh-CN" }, (page) => page.goto("/templates")],
  ["templates-narrow", { viewport: sizes.narrow }, (page) => page.goto("/templates")],
  ["templates-delete", {}, (page) => openDialog(page, { blocked: false })],
  ["templates-blocked", { colorScheme: "dark" }, (page) => openDialog(page, { blocked: true })],
  ["audit", { role: "auditor" }, (page) => page.goto("/audit")],
  ["sign-in", { role: null }, (page) => page.goto("/sign-in")],
];

async function signIn(page, role) {
  await page.goto("/sign-in");
  // The form's button carries the role in every language.
  await page.locator(`button[value="${role}"]`).click();
  await page.waitForURL(/\/templates/);
}

run(async () => {
  stopOnSignals();
  await ensureInstalled({ dev: true });
  const up = await fetch(`${address}/api/health`).catch(() => null);
  if (up?.status !== 200) refuse(`Nothing answers at ${address}: run npm start first.`);
  const executablePath = await ensureBrowser();
  const { chromium } = await import("@playwright/test");
  const args = [
    "--disable-gpu",
    "--disable-dev-shm-usage",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ];
  const browser = await chromium.launch({ args, ...(executablePath ? { executablePath } : {}) });
  mkdirSync(folder, { recursive: true });
  for (const [name, { role = "operator", ...options }, prepare] of PICTURES) {
    say(`${name}.png …`);
    const context = await browser.newContext({
      baseURL: address,
      locale: "en-US",
      viewport: sizes.wide,
      ...options,
    });
    const page = await context.newPage();
    if (role) await signIn(page, role);
    await prepare(page);
    await page.locator("h1").first().waitFor();
    await page.waitForTimeout(1000);
    await page.screenshot({ path: `${folder}/${name}.png`, animations: "disabled" });
    await context.close();
  }
  await browser.close();
});
