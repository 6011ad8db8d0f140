import { type ChildProcess, spawn } from "node:child_process";
import { cpuTime, residentMemory } from "./cpu-time";
import { openLines } from "./send-all";

const CONNECTIONS = 8;

/** A server as a process of its own that prints where it listens, with kept connections to it. */
export async function startServer(...args: string[]) {
  const began = performance.now();
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${args[0]} ended with ${code}`)));
    child.stdout?.on("data", (chunk) => {
      const found = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(String(chunk))?.[1];
      if (found) resolve(Number(found));
    });
  });
  const seconds = (performance.now() - began) / 1000;
  const pid = child.pid ?? 0;
  const lines = await openLines(port, CONNECTIONS);
  return {
    port,
    host: `127.0.0.1:${port}`,
    /** From the start of the process until it listened. */
    seconds,
    memory: () => residentMemory(pid),
    ask: lines.ask,
    /** µs of the server's processor that each of the requests took. */
    async costOf(requests: readonly Buffer[]): Promise<number> {
      const before = cpuTime(pid);
      await lines.sendAll(requests);
      return (cpuTime(pid) - before) / requests.length;
    },
    async control<T>(method: string, path: string, body?: unknown): Promise<T> {
      const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      return (await (await fetch(`http://127.0.0.1:${port}/_emulator/${path}`, init)).json()) as T;
    },
    /** µs of the server's processor that something took. */
    async cpu(work: () => Promise<unknown>): Promise<number> {
      const before = cpuTime(pid);
      await work();
      return cpuTime(pid) - before;
    },
    async close(): Promise<void> {
      lines.close();
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGTERM");
      await ended;
    },
  };
}

export type ServerProcess = Awaited<ReturnType<typeof startServer>>;
