import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** A program that ends by an error leaves nobody behind. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

function watched<C extends ChildProcess>(child: C): C {
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await ended;
}

/** The local ECS endpoint as a process. */
export async function startEndpoint(...options: string[]) {
  const args = ["--import", "tsx", "emulator/main.ts", "--port", "0", "--latency", "0", ...options];
  const child = watched(spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] }));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the endpoint ended with ${code}`)));
    child.stdout.on("data", (chunk) => {
      const found = /listening on (http:\S+)/.exec(String(chunk))?.[1];
      if (found) resolve(found);
    });
  });
  const control = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return (await (await fetch(`${url}/_emulator/${path}`, init)).json()) as T;
  };
  const calls = () =>
    control<{ total: number; throttled: number; byAction: Record<string, number> }>("GET", "calls");
  return { url, control, calls, close: () => end(child) };
}

/** The console as it is built, beside an endpoint. It keeps its data over `restart`. */
export async function startConsole(endpoint: string, env: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "imagekeeper-bench-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let child = await run({});
  let cookie = "";

  async function run(more: Record<string, string>): Promise<ChildProcess> {
    const started = watched(
      spawn(process.execPath, [".next/standalone/server.js"], {
        stdio: ["ignore", "ignore", "inherit"],
        env: {
          ...process.env,
          NODE_ENV: "production",
          PORT: String(port),
          HOSTNAME: "127.0.0.1",
          DATA_DIR: dataDir,
          ECS_MODE: "demo",
          ECS_ENDPOINT: endpoint,
          ...env,
          ...more,
        },
      }),
    );
    for (;;) {
      const up = await fetch(`${url}/api/health`).catch(() => null);
      await up?.text();
      if (up?.status === 200) return started;
      if (started.exitCode !== null) throw new Error(`the console ended with ${started.exitCode}`);
      await pause(25);
    }
  }
  const get = async (path: string): Promise<Response> => {
    cookie ||= await signIn(url);
    return await fetch(`${url}${path}`, { headers: { cookie } });
  };
  return {
    url,
    get,
    /** The session of an admin, for connections of one's own. */
    cookie: async (): Promise<string> => {
      cookie ||= await signIn(url);
      return cookie;
    },
    pid: () => child.pid ?? 0,
    json: async <T>(path: string): Promise<T> => (await (await get(path)).json()) as T,
    /** Resident memory in MB. */
    memory: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
    restart: async (more: Record<string, string> = {}) => {
      await end(child);
      child = await run(more);
    },
    close: async () => {
      await end(child);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: url },
    body: "role=admin",
  });
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
