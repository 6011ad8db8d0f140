import { rmSync } from "node:fs";
import { join } from "node:path";
import { stateFile } from "./emulator.mjs";
import { refuse, say } from "./say.mjs";

/** Removes what the demo knows: its database and what its endpoint remembers. Secrets stay. */
export async function beginAnew({ mode, usesPostgres, dataDir }) {
  if (mode !== "demo" || usesPostgres) {
    refuse("--fresh is for the demo with its embedded database: it would delete what cannot be made again.");
  }
  say("Beginning anew: removing the demo's database and its endpoint's state …");
  for (const suffix of ["", "-wal", "-shm"])
    rmSync(join(dataDir, `imagekeeper.db${suffix}`), { force: true });
  rmSync(stateFile(dataDir), { force: true });
}
