import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../server";
import { control, startForTest } from "../testing";
import { send, signAcs3 } from "../testing-signer";

const lines: string[] = [];
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startForTest({ templates: 8, speed: 0, log: (line) => lines.push(line) });
});
afterAll(() => emulator.close());

/** The status of a GET with a target and headers of one's own. */
function statusOf(target: string, headers: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(emulator.port, "127.0.0.1", () =>
      socket.write(`GET ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`),
    );
    socket.once("data", (chunk) => resolve(Number(String(chunk).split(" ")[1])));
    socket.on("error", reject);
  });
}

const HOST = "Host: 127.0.0.1\r\n";

describe("who is not of this machine", () => {
  it.each([
    ["two Hosts", "/_emulator/state", `${HOST}Host: evil.example\r\n`],
    ["a foreign target in absolute form", "http://evil.example/_emulator/state", HOST],
    ["a page of another site", "/_emulator/state", `${HOST}Sec-Fetch-Site: cross-site\r\n`],
    ["no origin", "/_emulator/state", `${HOST}Origin: null\r\n`],
    ["a local name in a foreign one", "/_emulator/state", "Host: localhost.evil.example\r\n"],
    ["a local user of a foreign host", "/_emulator/state", "Host: 127.0.0.1@evil.example\r\n"],
  ])("is refused: %s", async (_what, target, headers) => {
    expect(await statusOf(target, headers)).toBe(403);
  });

  it("is let in from a page of this machine", async () => {
    expect(await statusOf("/_emulator/health", `${HOST}Origin: http://localhost:3000\r\n`)).toBe(200);
    expect(await statusOf(`http://localhost:1/_emulator/health`, HOST)).toBe(200);
  });
});

describe("faults that would harm the program", () => {
  const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);
  const fault = { kind: "error", status: 400, code: "X", message: "m" };
  it.each([
    ["too deep", { ...fault, body: deep(100_000) }],
    ["too long", { ...fault, message: "m".repeat(20_000) }],
    ["with half a character in the code", { ...fault, code: "\ud800" }],
  ])("are refused: %s", async (_what, posted) => {
    // JSON.stringify cannot write what is so deep: the text is made by hand.
    const text = "body" in posted ? `{"a":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}` : null;
    const body =
      text === null ? JSON.stringify(posted) : JSON.stringify(fault).replace("}", `,"body":${text}}`);
    const answer = await fetch(`${emulator.url}/_emulator/faults`, { method: "POST", body });
    expect(answer.status).toBe(400);
    expect((await control(emulator, "GET", "faults")).body).toEqual({ faults: [] });
  });
});

it("the clock ends before its years have five digits, and says so", async () => {
  const advance = (advanceSeconds: number) => control(emulator, "POST", "clock", { advanceSeconds });
  let answer = await advance(3.2e9);
  for (let count = 0; count < 100 && answer.status === 200; count++) answer = await advance(3.2e9);
  expect(answer.status).toBe(400);
  expect((await send(signAcs3(emulator))).status).toBe(200);
  await control(emulator, "POST", "reset");
});

it("a refused option shows only the beginning of what was sent", async () => {
  const { body } = await control<{ error: { message: string } }>(emulator, "POST", "reset", {
    seed: "9".repeat(100_000),
  });
  expect(body.error.message.length).toBeLessThan(150);
});

it("the log has one line a request, whatever names are sent", async () => {
  lines.length = 0;
  await send(signAcs3(emulator, { action: "A[2J", query: { RegionId: "x\n200 forged\u001b[31m" } }));
  await control(emulator, "GET", "health");
  await control(emulator, "GET", "no%0Athing");
  await send({ url: emulator.url, init: {} });
  expect(lines[0]).toMatch(/^A\?2J x\?200\?forged\?\?31m InvalidApi.NotFound \d+ ms$/);
  expect(lines.slice(1)).toEqual(["GET /_emulator/health 200", "GET /_emulator/no?0Athing 404", "GET / 200"]);
});
