import { say } from "./say.mjs";

/** Prints the sum of `{ passed, failed }` as the last line; any failure, or no test at all, is exit 1. */
export function conclude(counts) {
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  say(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}
