import { spawn } from "node:child_process";
import { root } from "./root.mjs";
import { isStopping, stopWith } from "./stop.mjs";

/**
 * Runs a program to its end and resolves to `{ code, output }`; a death by signal has code 1.
 * `quiet` keeps its output (stdout and stderr together) instead of showing it.
 */
export function command(program, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    });
    const closed = new Promise((done) => child.on("close", done));
    const release = stopWith(() => {
      child.kill("SIGTERM");
      return closed;
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      release();
      // While everything ends, a half-done step has no result that anyone should act on.
      if (!isStopping()) resolve({ code: code ?? 1, output });
    });
  });
}

/** Runs one of the project's own JavaScript tools (a path from the root) with this Node. */
export const tool = (path, args, options) => command(process.execPath, [path, ...args], options);
