import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort, startEndpoint } from "../bench/support/programs";
import { prove } from "./support/proof";

/** Debian's `node` of the image; any user but root does. */
const UNPRIVILEGED = 1000;
const STOP_MS = 10_000;

/** The steps of the Dockerfile in clean folders, without a container engine, and what the image promises. */
await prove("image", async () => {
  const root = mkdtempSync(join(tmpdir(), "imagekeeper-image-"));
  chmodSync(root, 0o755);
  const [source, app, data] = [join(root, "src"), join(root, "app"), join(root, "data")];
  const endpoint = await startEndpoint("--templates", "20");
  try {
    buildInto(source);
    cpSync(join(source, ".next", "standalone"), app, { recursive: true });
    forEachFile(app, (path, isFolder) => chmodSync(path, isFolder ? 0o555 : 0o444));
    mkdirSync(data);
    if (process.getuid?.() === 0) chownSync(data, UNPRIVILEGED, UNPRIVILEGED);
    const before = snapshot(app);

    const port = await freePort();
    const child = run(app, { port, data, endpoint: endpoint.url });
    const ready = await answers(`http://127.0.0.1:${port}/api/health?check=ready`);
    const door = await fetch(`http://127.0.0.1:${port}/templates`, { redirect: "manual" });
    const stoppedIn = await stop(child);
    return {
      claims: [
        claim("starts as an unprivileged user and is ready", ready),
        claim("nothing but the set-up page answers before there is an admin", door.status >= 300),
        claim(`ends within ${STOP_MS / 1000} s of SIGTERM`, stoppedIn < STOP_MS),
        claim("writes nothing beside DATA_DIR", snapshot(app) === before),
        claim("everything in DATA_DIR is its user's only", isPrivate(data)),
      ],
    };
  } finally {
    await endpoint.close();
    if (existsSync(app)) forEachFile(app, (path, isFolder) => chmodSync(path, isFolder ? 0o755 : 0o644));
    rmSync(root, { recursive: true, force: true });
  }
});

/** A clean copy of the commit, its packages as the image installs them, and the build. */
function buildInto(source: string): void {
  mkdirSync(source);
  execFileSync("sh", ["-c", `git archive HEAD | tar -x -C '${source}'`]);
  const options = { cwd: source, stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"] };
  const install = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  execFileSync("npm", install, options);
  execFileSync(process.execPath, ["scripts/build.mjs"], options);
}

function run(app: string, given: { port: number; data: string; endpoint: string }): ChildProcess {
  return spawn(process.execPath, ["server.js"], {
    cwd: app,
    stdio: ["ignore", "ignore", "inherit"],
    ...(process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {}),
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      ECS_MODE: "cloud",
      ECS_ENDPOINT: given.endpoint,
      DATA_DIR: given.data,
      PORT: String(given.port),
      HOST: "127.0.0.1",
      HOSTNAME: "127.0.0.1",
      ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI5tDemoImagekeeper",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "demo-secret-imagekeeper",
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true",
    },
  });
}

async function answers(url: string): Promise<boolean> {
  for (let tries = 0; tries < 120; tries += 1) {
    if ((await fetch(url).catch(() => null))?.status === 200) return true;
    await pause(500);
  }
  return false;
}

async function stop(child: ChildProcess): Promise<number> {
  const began = performance.now();
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await Promise.race([ended, pause(2 * STOP_MS)]);
  if (child.exitCode === null) child.kill("SIGKILL");
  return performance.now() - began;
}

function forEachFile(folder: string, visit: (path: string, isFolder: boolean) => void): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) continue;
    if (entry.isDirectory()) {
      visit(path, true);
      forEachFile(path, visit);
    } else visit(path, false);
  }
}

/** Names, sizes and times of all files as one text. */
function snapshot(folder: string): string {
  const lines: string[] = [];
  forEachFile(folder, (path) => {
    const { size, mtimeMs } = statSync(path);
    lines.push(`${path} ${size} ${mtimeMs}`);
  });
  return lines.join("\n");
}

function isPrivate(folder: string): boolean {
  let isSo = true;
  forEachFile(folder, (path) => {
    if ((statSync(path).mode & 0o077) !== 0) isSo = false;
  });
  return isSo;
}

function claim(what: string, holds: boolean) {
  return { what, tries: 1, failed: holds ? 0 : 1 };
}
