import { start } from "./lib/family.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { serverProgram } from "./lib/programs.mjs";
import { run } from "./lib/say.mjs";
import { stopOnSignals } from "./lib/stop.mjs";

run(async () => {
  stopOnSignals();
  await ensureInstalled();
  // Its exit code becomes ours: 0 for an intact chain, 1 for a broken one.
  start("The verifier", serverProgram("lib/server/audit/verify-program.ts", ...process.argv.slice(2)), {
    runsToEnd: true,
  });
});
