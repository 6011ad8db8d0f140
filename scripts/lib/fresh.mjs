import { command } from "./command.mjs";
import { stateFile } from "./emulator.mjs";
import { serverProgram } from "./programs.mjs";
import { refuse, say } from "./say.mjs";

/** Removes what the demo knows: its database and what its endpoint remembers. Secrets stay; a running console is left alone. */
export async function beginAnew({ mode, usesPostgres, dataDir }) {
  if (mode !== "demo" || usesPostgres) {
    refuse("--fresh is for the demo with its embedded database: it would delete what cannot be made again.");
  }
  say("Beginning anew: removing the demo's database and its endpoint's state …");
  const program = serverProgram("lib/server/db/begin-anew-program.ts", dataDir, stateFile(dataDir));
  const { code, output } = await command(process.execPath, program, { quiet: true });
  if (code !== 0) refuse(output.trim());
}
