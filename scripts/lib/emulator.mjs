import { join } from "node:path";
import { createInterface } from "node:readline";
import { start } from "./family.mjs";
import { waitForPort } from "./port.mjs";
import { typescript } from "./programs.mjs";
import { refuse } from "./say.mjs";

/** The file in which the demo's endpoint remembers what was changed. */
export const stateFile = (dataDir) => join(dataDir, "emulator-state.jsonl");

/** Starts the demo's endpoint and resolves to its address once it listens. */
export async function startEmulator({ emulator, dataDir }) {
  const taken = await waitForPort(emulator.port, "127.0.0.1");
  if (taken) refuse(`EMULATOR_PORT ${emulator.port} cannot be used (${taken}): name a free one.`);
  const options = Object.entries(emulator).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const program = typescript("emulator/main.ts", ...options, "--state", stateFile(dataDir));
  const { stdout, settled } = start("The local ECS endpoint", program, { stdout: "pipe" });
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on("line", (line) => {
      const address = /^listening on (http:\S+)$/.exec(line)?.[1];
      if (!address) return;
      settled();
      resolve(address);
    });
  });
}
