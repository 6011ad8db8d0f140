import { existsSync, readdirSync } from "node:fs";
import { command } from "./command.mjs";
import { ensureInstalled } from "./install.mjs";
import { serverProgram } from "./programs.mjs";
import { inRoot } from "./root.mjs";
import { refuse, say } from "./say.mjs";
import { stopOnSignals } from "./stop.mjs";

/** The programs there are: one TypeScript file each, directly in the folder. */
function names(folder) {
  if (!existsSync(inRoot(folder))) return [];
  return readdirSync(inRoot(folder))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -3))
    .sort();
}

/** Runs the program that the first argument names, with the arguments after it, or all; exit 1 when one failed. */
export async function runFolder(folder, noun) {
  stopOnSignals();
  const [wanted, ...args] = process.argv.slice(2);
  if (wanted && !names(folder).includes(wanted)) {
    refuse(
      `${JSON.stringify(wanted)} is not a ${noun.toLowerCase()}; there are: ${names(folder).join(", ")}.`,
    );
  }
  await ensureInstalled({ dev: true });
  for (const name of wanted ? [wanted] : names(folder)) {
    say(`${noun} ${name} …`);
    const { code } = await command(process.execPath, serverProgram(`${folder}/${name}.ts`, ...args));
    if (code !== 0) process.exitCode = 1;
  }
}
