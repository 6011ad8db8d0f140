// Run as a program by `npm start -- --fresh`: removes the demo's database, and the files named after DATA_DIR.
// Usage: begin-anew-program DATA_DIR [FILE …]. Exit 1 with one line when a console still holds DATA_DIR.
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { acquireLock } from "./sqlite/lock";

/** A console that was killed a moment ago needs that long to leave. */
const PATIENCE_MS = 5_000;

const [dataDir = ".data", ...more] = process.argv.slice(2);
try {
  const wait = async (ms: number): Promise<void> => await sleep(ms);
  const lock = await acquireLock(dataDir, { waitMs: PATIENCE_MS, sleep: wait });
  const database = ["", "-wal", "-shm"].map((suffix) => path.join(dataDir, `imagekeeper.db${suffix}`));
  for (const file of [...database, ...more]) rmSync(file, { force: true });
  lock.release();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
