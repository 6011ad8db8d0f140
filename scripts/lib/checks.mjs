import { existsSync } from "node:fs";
import { command, tool } from "./command.mjs";
import { inRoot } from "./root.mjs";
import { say } from "./say.mjs";

/** Types of the routes are generated: without them the first type check of a clone fails. */
async function types() {
  const next = "node_modules/next/dist/bin/next";
  const env = { NEXT_TELEMETRY_DISABLED: "1" };
  if (!existsSync(inRoot("next-env.d.ts")) || !existsSync(inRoot(".next", "types"))) {
    const generated = await tool(next, ["typegen"], { quiet: true, env });
    if (generated.code !== 0) return generated;
  }
  return tool("node_modules/typescript/bin/tsc", ["--noEmit", "-p", "."], { quiet: true });
}

/** The static checks: each is a name and a run that resolves to `{ code, output }`. */
const CHECKS = [
  [
    "format and lint",
    () => tool("node_modules/@biomejs/biome/bin/biome", ["check", "--error-on-warnings"], { quiet: true }),
  ],
  ["types", types],
  ["import directions", () => command(process.execPath, ["scripts/check-imports.mjs"], { quiet: true })],
  ["dead code", () => tool("node_modules/knip/bin/knip.js", ["--no-progress"], { quiet: true })],
];

/** Runs the static checks, shows what they found, and resolves to `{ passed, failed }`. */
export async function staticChecks() {
  const failed = [];
  for (const [name, check] of CHECKS) {
    const started = Date.now();
    const { code, output } = await check();
    if (code !== 0) {
      failed.push(name);
      say(output.trim());
    }
    say(`${code === 0 ? "ok    " : "FAILED"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
  return { passed: CHECKS.length - failed.length, failed: failed.length };
}
