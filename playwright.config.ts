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
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    // A name, not an address: the demo answers localhost, and cookies behave as for a user.
    locale: "en-US",
    timezoneId: "UTC",
    trace: "retain-on-failure",
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
