import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "..", "..");
const preload = join(root, "scripts/lib/leave-with-parent.mjs");

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** A child of this test run: its lines, and an end that is waited for. */
export class Program {
  readonly lines: string[] = [];
  readonly ended: Promise<number | string>;
  private readonly child: ChildProcess;

  /** `env` is the whole environment but for PATH and HOME, so that the caller's own changes nothing. */
  constructor(program: string, args: readonly string[], env: Record<string, string>) {
    const { PATH = "", HOME = "" } = process.env;
    const stdio: StdioOptions = ["ignore", "pipe", "pipe"];
    // Without a channel of its own a child of Node that preloads our script could not leave with us.
    if (program === process.execPath) stdio.push("ipc");
    this.child = spawn(program, [...args], {
      cwd: root,
      env: { NODE_ENV: "production", PATH, HOME, ...env },
      stdio,
    });
    this.ended = new Promise((resolve) =>
      this.child.once("close", (code, signal) => resolve(code ?? signal ?? 0)),
    );
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", (line) => this.lines.push(line));
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Sends a signal and waits for the end; the program must answer it by itself. */
  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<number | string> {
    this.child.kill(signal);
    return await this.ended;
  }

  /** The first line that matches, also one that is still to come; throws when the program ends before. */
  async line(pattern: RegExp): Promise<string> {
    const gone = this.ended.then((how) => ({ how }));
    for (;;) {
      const found = this.lines.find((line) => pattern.test(line));
      if (found !== undefined) return found;
      const late = await Promise.race([gone, new Promise<null>((resolve) => setTimeout(resolve, 20, null))]);
      if (late) throw new Error(`ended (${late.how}) without ${pattern}:\n${this.lines.join("\n")}`);
    }
  }
}

/** Starts a program with this Node; it leaves with us, whatever happens. */
export const node = (args: readonly string[], env: Record<string, string> = {}) =>
  new Program(process.execPath, ["--import", preload, ...args], env);
