import { connect } from "node:net";
import { afterAll, beforeEach, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../server";
import { control } from "../testing";
import { signRpc } from "../testing-signer";

const running: Emulator[] = [];
let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ port: 0, templates: 8, speed: 0, latency: 0, rate: null });
  running.push(emulator);
});
afterAll(() => Promise.all(running.map((each) => each.close())));

/** A signed GET as bytes; the last one of a connection ends it. */
function get(Action: string, last = false): string {
  const path = signRpc(emulator, { Action, RegionId: "cn-hangzhou" }).url.slice(emulator.url.length);
  return `GET ${path} HTTP/1.1\r\nHost: x\r\n${last ? "Connection: close\r\n" : ""}\r\n`;
}

/** Sends bytes at once and reads until the connection ends, however it does. */
function exchange(bytes: string): Promise<{ text: string; reset: boolean }> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(emulator.port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => resolve({ text, reset: true }));
    socket.on("end", () => resolve({ text, reset: false }));
  });
}

const lists = (text: string) => [...text.matchAll(/"(Regions|Zones|VSwitches)":/g)].map(([, name]) => name);

it("requests that follow each other without waiting are all answered, in their order", async () => {
  const bytes = get("DescribeRegions") + get("DescribeZones") + get("DescribeVSwitches", true);
  expect(lists((await exchange(bytes)).text)).toEqual(["Regions", "Zones", "VSwitches"]);
});

it("and so they are when their answers are held back for different times", async () => {
  await control(emulator, "POST", "faults", { kind: "latency", ms: 40, action: "DescribeRegions" });
  const bytes = get("DescribeRegions") + get("DescribeZones") + get("DescribeVSwitches", true);
  expect(lists((await exchange(bytes)).text)).toEqual(["Regions", "Zones", "VSwitches"]);
});

it("a fault that resets the connection of a later one leaves the answers before it", async () => {
  await control(emulator, "POST", "faults", { kind: "latency", ms: 40, action: "DescribeRegions" });
  await control(emulator, "POST", "faults", { kind: "reset", action: "DescribeZones" });
  const { text, reset } = await exchange(get("DescribeRegions") + get("DescribeZones"));
  expect(lists(text)).toEqual(["Regions"]);
  expect(reset).toBe(true);
});

it("a connection that piles up requests without an answer is cut; others are served", async () => {
  await control(emulator, "POST", "faults", { kind: "timeout", action: "DescribeRegions" });
  const { text } = await exchange(Array.from({ length: 1002 }, () => get("DescribeRegions")).join(""));
  expect(text).toBe("");
  expect((await control(emulator, "GET", "health")).status).toBe(200);
});
