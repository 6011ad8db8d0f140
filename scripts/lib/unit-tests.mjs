import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { tool } from "./command.mjs";
import { inRoot } from "./root.mjs";

const report = inRoot("test-results", "unit.json");

/** Runs the unit and integration tests and resolves to `{ passed, failed }`. A file that does not load counts as a failed test. */
export async function unitTests(env = {}) {
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await tool("node_modules/vitest/vitest.mjs", ["run", ...reporters], { env });
  const counts = readCounts();
  // Whatever the report says, a runner that ended badly did not pass.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

function readCounts() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    const unloaded = testResults.filter(
      ({ status, assertionResults }) => status === "failed" && !assertionResults.length,
    );
    return { passed: numPassedTests, failed: numFailedTests + numPendingTests + unloaded.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
