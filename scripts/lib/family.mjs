import { spawn } from "node:child_process";
import { root } from "./root.mjs";
import { isStopping, stop, stopWith } from "./stop.mjs";

const preload = new URL("leave-with-parent.mjs", import.meta.url).href;
const GRACE_MS = 8000;
const members = [];

/**
 * Starts a Node program that lives as long as this script. `args` are Node's own and the program's. It is not detached:
 * everything stays in npm's process group. Its end ends the rest: with its own code when it `runsToEnd`, else with 1.
 * Before it is `settled()` its own words say why it left; afterwards nothing does, so that is said here.
 */
export function start(name, args, { env = {}, stdout = "inherit", runsToEnd = false } = {}) {
  const child = spawn(process.execPath, ["--import", preload, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", stdout, "inherit", "ipc"],
  });
  const member = { child, alive: true, settled: false };
  member.ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  member.ended.then((how) => {
    member.alive = false;
    if (isStopping()) return;
    const ranToEnd = runsToEnd && typeof how === "number";
    if (!ranToEnd && (member.settled || how === 0 || typeof how === "string")) {
      process.stderr.write(`${name} ended unexpectedly (${how}); stopping the rest.\n`);
    }
    stop(ranToEnd ? how : 1);
  });
  members.push(member);
  return {
    stdout: child.stdout,
    settled: () => {
      member.settled = true;
    },
  };
}

/** Ends the children, the youngest first: SIGTERM, and after 8 s in all SIGKILL. */
stopWith(async () => {
  const kill = setTimeout(() => {
    for (const { child, alive } of members) if (alive) child.kill("SIGKILL");
  }, GRACE_MS);
  for (const member of [...members].reverse()) {
    if (member.alive) member.child.kill("SIGTERM");
    await member.ended;
  }
  clearTimeout(kill);
});
