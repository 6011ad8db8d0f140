import { defineConfig } from "@playwright/test";

const executablePath = process.env.CHROMIUM;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  // Two cores: each worker has a console, an endpoint and a browser of its own.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // What ends a test that hangs; a busy machine takes half a minute for one that audits five pages.
  timeout: 150_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    // A name, not an address: the demo answers localhost, and cookies behave as for a user.
    locale: "en-US",
    timezoneId: "UTC",
    // No film strip: drawing it takes as long as the tests.
    trace: { mode: "retain-on-failure", screenshots: false, sources: false },
    video: "off",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
});
