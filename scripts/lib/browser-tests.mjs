import { readFileSync, rmSync } from "node:fs";
import { tool } from "./command.mjs";
import { inRoot } from "./root.mjs";

const report = inRoot("test-results", "e2e.json");

/** Runs the end-to-end tests and resolves to `{ passed, failed }`. `executable` is the browser, absent Playwright's own. */
export async function browserTests(executable) {
  rmSync(report, { force: true });
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...(executable ? { CHROMIUM: executable } : {}) };
  const args = ["test", "--reporter=list,json"];
  const { code } = await tool("node_modules/@playwright/test/cli.js", args, { env });
  const counts = readCounts();
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

function readCounts() {
  try {
    const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(report, "utf8")).stats;
    return { passed: expected, failed: unexpected + flaky + skipped };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
