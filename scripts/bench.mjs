import { existsSync, readdirSync } from "node:fs";
import { command } from "./lib/command.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { serverProgram } from "./lib/programs.mjs";
import { inRoot } from "./lib/root.mjs";
import { refuse, run, say } from "./lib/say.mjs";
import { stopOnSignals } from "./lib/stop.mjs";

const folder = inRoot("bench");

/** The benchmarks there are: one file each, directly in `bench/`. */
function names() {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -3))
    .sort();
}

run(async () => {
  stopOnSignals();
  const [wanted, ...args] = process.argv.slice(2);
  if (wanted && !names().includes(wanted)) {
    refuse(`${JSON.stringify(wanted)} is not a benchmark; there are: ${names().join(", ")}.`);
  }
  await ensureInstalled({ dev: true });
  for (const name of wanted ? [wanted] : names()) {
    say(`Benchmark ${name} …`);
    const { code } = await command(process.execPath, serverProgram(`bench/${name}.ts`, ...args));
    if (code !== 0) process.exitCode = 1;
  }
});
