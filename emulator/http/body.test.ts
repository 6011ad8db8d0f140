import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { readBody } from "./body";

const MB = 1024 * 1024;

/** A body that comes when it is told to. */
function body() {
  const stream = new PassThrough({ highWaterMark: 100 * MB });
  const read = readBody(stream as unknown as IncomingMessage);
  read.catch(() => {});
  return { stream, read };
}

it("a body in pieces of one byte is read whole", async () => {
  const { stream, read } = body();
  for (const letter of "a small body, letter by letter".repeat(200)) stream.write(letter);
  stream.end();
  expect((await read)?.toString()).toBe("a small body, letter by letter".repeat(200));
});

it("a body of 1 MB is read and one of a byte more is not", async () => {
  for (const [length, fits] of [
    [MB, true],
    [MB + 1, false],
  ] as const) {
    const { stream, read } = body();
    stream.end(Buffer.alloc(length, 97));
    expect((await read)?.length ?? null).toBe(fits ? MB : null);
  }
});

it("bodies that are on their way have 64 MB together, and what leaves makes room", async () => {
  const slow = Array.from({ length: 64 }, body);
  for (const { stream } of slow) stream.write(Buffer.alloc(MB - 1));
  await new Promise(setImmediate);
  const late = body();
  late.stream.end(Buffer.alloc(MB / 2));
  expect(await late.read).toBeNull();
  slow[0]?.stream.destroy();
  slow[1]?.stream.end();
  expect((await slow[1]?.read)?.length).toBe(MB - 1);
  await new Promise(setImmediate);
  const next = body();
  next.stream.end(Buffer.alloc(MB / 2));
  expect((await next.read)?.length).toBe(MB / 2);
  for (const { stream } of slow) stream.destroy();
});

it("a body without an end is refused after 64 MB", async () => {
  const { stream, read } = body();
  for (let sent = 0; sent <= 64 * MB; sent += MB) stream.write(Buffer.alloc(MB));
  expect(await read).toBeNull();
});
