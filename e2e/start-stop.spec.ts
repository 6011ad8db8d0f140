import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort, Program } from "./support/process";

// Processes of their own and no browser: what a user sees in the terminal.
test.describe.configure({ mode: "serial", timeout: 90_000 });

const dataDir = mkdtempSync(join(tmpdir(), "imagekeeper-start-"));
let port = 0;
let emulatorPort = 0;
const started: Program[] = [];

test.beforeAll(async () => {
  port = await freePort();
  emulatorPort = await freePort();
});
test.afterEach(async () => {
  await Promise.all(started.splice(0).map((program) => program.end()));
});
test.afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function npmStart(env: Record<string, string> = {}, ...args: string[]): Program {
  const variables = {
    PORT: String(port),
    EMULATOR_PORT: String(emulatorPort),
    EMULATOR_TEMPLATES: "20",
    DATA_DIR: dataDir,
  };
  const program = new Program("npm", ["start", ...args], { ...variables, ...env });
  started.push(program);
  return program;
}

/** Processes that carry this test's DATA_DIR in their environment, by pid. */
function ours(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").includes(`DATA_DIR=${dataDir}`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

const health = async () =>
  (await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null))?.status ?? 0;

test("npm start says what it does and is ready when health answers", async () => {
  const program = npmStart();
  expect(await program.line(/^Imagekeeper is ready at /)).toBe(
    `Imagekeeper is ready at http://localhost:${port}`,
  );
  expect(await program.line(/^Local ECS endpoint at /)).toBe(
    `Local ECS endpoint at http://127.0.0.1:${emulatorPort}`,
  );
  expect(await health()).toBe(200);
  expect((await fetch(`http://127.0.0.1:${emulatorPort}/_emulator/health`)).status).toBe(200);

  await test.step("a second console on the same port is refused in one line", async () => {
    const second = npmStart();
    expect(await second.ended).toBe(1);
    expect(second.lines.filter((line) => line.includes(`PORT ${port}`))).toHaveLength(1);
  });

  await test.step("a second console on the same DATA_DIR is refused in one line that says who holds it", async () => {
    const second = npmStart({ PORT: String(await freePort()), EMULATOR_PORT: "0" });
    expect(await second.ended).not.toBe(0);
    expect(second.lines.filter((line) => line.includes(dataDir))).toHaveLength(1);
    expect(second.lines.join("\n")).not.toMatch(/^\s+at /m);
    expect(await health()).toBe(200);
  });

  await test.step("--fresh beside a running console removes nothing", async () => {
    const second = npmStart({ PORT: String(await freePort()), EMULATOR_PORT: "0" }, "--", "--fresh");
    expect(await second.ended).not.toBe(0);
    expect(readdirSync(dataDir)).toContain("imagekeeper.db");
  });

  await test.step("SIGTERM to npm ends every process, open live streams too", async () => {
    const signIn = await fetch(`http://127.0.0.1:${port}/api/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: `http://127.0.0.1:${port}` },
      body: "role=viewer",
    });
    const cookie = signIn.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const live = await fetch(`http://127.0.0.1:${port}/api/live`, { headers: { cookie } });
    expect(live.status).toBe(200);
    await program.end();
    await expect.poll(ours, { timeout: 10_000 }).toEqual([]);
    await live.body?.cancel().catch(() => undefined);
  });
});

test("a start right after kill -9 of npm works on the same PORT and DATA_DIR, and nobody is left behind", async () => {
  const killed = npmStart();
  await killed.line(/^Local ECS endpoint at /);
  await killed.end("SIGKILL");
  const program = npmStart();
  await program.line(/^Imagekeeper is ready at /);
  expect(await health()).toBe(200);
  await program.end();
  await expect.poll(ours, { timeout: 10_000 }).toEqual([]);
});

test("when the start script itself is killed, its children leave", async () => {
  const program = npmStart();
  await program.line(/^Local ECS endpoint at /);
  const script = ours().find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("\0scripts/start.mjs"),
  );
  expect(script).toBeDefined();
  process.kill(script ?? 0, "SIGKILL");
  await expect.poll(ours, { timeout: 10_000 }).toEqual([]);
});

test("when the console's process dies, the start says so and ends the rest", async () => {
  const program = npmStart();
  await program.line(/^Local ECS endpoint at /);
  const server = ours().find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("standalone/server.js"),
  );
  const title = ours().find((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("next-server"));
  process.kill(server ?? title ?? 0, "SIGKILL");
  await program.line(/^The console ended unexpectedly/);
  expect(await program.ended).not.toBe(0);
  await expect.poll(ours, { timeout: 10_000 }).toEqual([]);
});

test("a malformed variable stops the start with one line that names it, and a taken endpoint port likewise", async () => {
  for (const [env, named] of [
    [{ PORT: "http" }, "PORT"],
    [{ HOST: "0.0.0.0" }, "HOST"],
    [{ ECS_RATE_BUDGET: "0" }, "ECS_RATE_BUDGET"],
    [{ ECS_ENDPOINT: "http://ecs.example.com" }, "ECS_ENDPOINT"],
    [{ EMULATOR_RATE: "fast" }, "EMULATOR_RATE"],
    [{ EMULATOR_PORT: String(port) }, "EMULATOR_PORT"],
  ] as const) {
    const taken =
      named === "EMULATOR_PORT"
        ? new Program(process.execPath, ["--import", "tsx", "emulator/main.ts", "--port", String(port)], {})
        : null;
    await taken?.line(/^listening on/);
    const program = npmStart({ PORT: String(await freePort()), ...env });
    expect(await program.ended, named).not.toBe(0);
    // npm's own lines begin with ">".
    const lines = program.lines.filter((line) => line.includes(named) && !line.startsWith(">"));
    expect(lines, program.lines.join("\n")).toHaveLength(1);
    expect(program.lines.join("\n")).not.toMatch(/^\s+at /m);
    await taken?.end();
  }
});
