import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startForTest } from "../testing";
import { JournalError } from "./journal";
import { lockState } from "./lock";

let folder: string;
let state: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "endpoint-"));
  state = join(folder, "state.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = () => startForTest({ state, templates: 8, patience: { state: 0 } });

describe("a state file", () => {
  it("that another endpoint keeps is refused in one line, and free again when that ends", async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(/^--state: another program is using [^\n]*$/);
    await first.close();
    await (await start()).close();
  });

  it("is let go when the start fails", async () => {
    writeFileSync(state, "hello\n");
    await expect(start()).rejects.toThrow(JournalError);
    (await lockState(state, 0))();
  });

  it("is the same by every path that leads to it", async () => {
    const first = await start();
    const link = join(folder, "link");
    symlinkSync(state, link);
    await expect(lockState(link, 0)).rejects.toThrow(JournalError);
    await expect(
      lockState(join(folder, ".", "..", folder.slice(tmpdir().length), "state.jsonl"), 0),
    ).rejects.toThrow(JournalError);
    await first.close();
  });

  it("in a folder that is not there is refused in one line", async () => {
    await expect(lockState(join(folder, "none", "state"), 0)).rejects.toThrow(
      /^--state: there is no folder /,
    );
  });

  it("is free as soon as its program was killed", async () => {
    const args = ["--import", "tsx", "emulator/main.ts", "--port", "0", "--templates", "8", "--state", state];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    await expect(lockState(state, 0)).rejects.toThrow(JournalError);
    child.kill("SIGKILL");
    await once(child, "exit");
    (await lockState(state, 0))();
  });
});
