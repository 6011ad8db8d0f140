import { command } from "./command.mjs";
import { serverProgram } from "./programs.mjs";
import { refuse } from "./say.mjs";

/**
 * What the console will make of the environment: `{ mode, host, port, appUrl, dataDir, usesPostgres, ecsEndpoint,
 * emulator, childEnv }`, nothing secret. A malformed variable ends the start with the checker's one line.
 */
export async function readEnvironment() {
  const program = serverProgram("lib/server/check-env-program.ts");
  const { code, output } = await command(process.execPath, program, { quiet: true });
  if (code !== 0) refuse(output.trim());
  return JSON.parse(output);
}
