import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { acquireLock } from "./lock";

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "imagekeeper-lock-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
});

const atOnce = { waitMs: 0, sleep: async () => {} };

/** Another console: takes the lock in a process of its own and says "held", or why not. */
async function holder(): Promise<{ child: ChildProcess; says: string }> {
  const program = path.join(import.meta.dirname, "../testing/hold-lock-program.ts");
  const args = ["--conditions=react-server", "--import", "tsx", program, dataDir];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const says = await new Promise<string>((resolve) => {
    let text = "";
    child.stdout?.on("data", (piece) => {
      text += piece;
      if (text.includes("\n")) resolve(text.trim());
    });
  });
  return { child, says };
}

const ended = (child: ChildProcess) => new Promise<void>((resolve) => child.once("exit", () => resolve()));

it("a second console is refused in one line that names the lock, the holder's process and since when", async () => {
  const { child, says } = await holder();
  expect(says).toBe("held");
  const error = await acquireLock(dataDir, atOnce).then(
    () => null,
    (refusal: Error) => refusal,
  );
  expect(error?.message).toContain("DATA_DIR");
  expect(error?.message).toContain(path.join(dataDir, "imagekeeper.lock"));
  expect(error?.message).toContain(`process ${child.pid} `);
  expect(error?.message).toMatch(/since \d{4}-\d\d-\d\dT/);
  expect(error?.message).not.toContain("\n");
});

it("the kernel drops the lock of a holder that was killed, and a start right after it waits for that", async () => {
  const { child } = await holder();
  let waited = 0;
  const lock = await acquireLock(dataDir, {
    waitMs: 5_000,
    sleep: async (ms) => {
      waited += ms;
      if (waited !== ms) return;
      child.kill("SIGKILL");
      await ended(child);
    },
  });
  expect(waited).toBeGreaterThan(0);
  lock.release();
});

it("waits no longer than told", async () => {
  const first = await acquireLock(dataDir, atOnce);
  const slept: number[] = [];
  const refused = acquireLock(dataDir, { waitMs: 1_000, sleep: async (ms) => void slept.push(ms) });
  await expect(refused).rejects.toThrow(`process ${process.pid} `);
  expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(1_000);
  first.release();
});

it("of many that start at once exactly one gets it", async () => {
  const all = await Promise.all(Array.from({ length: 3 }, holder));
  expect(all.filter(({ says }) => says === "held")).toHaveLength(1);
});

it("is free again after its release, and refused readers have not taken it from its holder", async () => {
  const first = await acquireLock(dataDir, atOnce);
  await expect(acquireLock(dataDir, atOnce)).rejects.toThrow("DATA_DIR");
  const outside = await holder();
  expect(outside.says).toContain(`process ${process.pid} `);
  first.release();
  const second = await acquireLock(dataDir, atOnce);
  second.release();
});

it("keeps its file to its owner", async () => {
  const lock = await acquireLock(dataDir, atOnce);
  expect((await stat(path.join(dataDir, "imagekeeper.lock"))).mode & 0o777).toBe(0o600);
  lock.release();
});
