import { start } from "./lib/family.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { typescript } from "./lib/programs.mjs";
import { run } from "./lib/say.mjs";
import { stopOnSignals } from "./lib/stop.mjs";

run(async () => {
  stopOnSignals();
  await ensureInstalled();
  // Its exit code becomes ours: a malformed option is 2.
  start("The local ECS endpoint", typescript("emulator/main.ts", ...process.argv.slice(2)), {
    runsToEnd: true,
  });
});
