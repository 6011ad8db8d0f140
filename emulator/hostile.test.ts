import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "./server";
import { control, startForTest } from "./testing";
import { send, signAcs3 } from "./testing-signer";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startForTest({ templates: 8, speed: 0 });
});
afterAll(() => emulator.close());

/** Sends bytes as they are and reads until the end. */
function raw(bytes: string, port = emulator.port): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
}

/** Sends a body of so many bytes and gives the status, whether or not the body was read. */
function upload(path: string, length: number, chunked: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = chunked ? { "transfer-encoding": "chunked" } : { "content-length": length };
    const sent = request(
      { port: emulator.port, host: "127.0.0.1", method: "POST", path, headers },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "ECONNRESET") reject(error);
    });
    const piece = Buffer.alloc(64 * 1024, 97);
    for (let left = length; left > 0; left -= piece.length) sent.write(piece.subarray(0, left));
    sent.end();
  });
}

const alive = async () => (await control(emulator, "GET", "health")).status === 200;

describe("what is no request", () => {
  it.each([
    ["garbage", "HELLO\r\n\r\n", 400],
    ["a broken header", "GET / HTTP/1.1\r\nHost: x\r\nbroken header\r\n\r\n", 400],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400],
    ["a NUL in the header", "GET / HTTP/1.1\r\nHost: x\r\nx: a\0b\r\n\r\n", 400],
    ["a tunnel", "CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n", 405],
    ["300 KB of URL", `GET /?x=${"a".repeat(300_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ])("%s is answered and ends the connection", async (_what, bytes, status) => {
    expect(await raw(bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(await alive()).toBe(true);
  });

  it("a body of 10 MB is refused, with a length or without", async () => {
    for (const path of ["/", "/_emulator/reset"]) {
      expect(await upload(path, 10_000_000, false)).toBe(413);
      expect(await upload(path, 10_000_000, true)).toBe(413);
    }
    expect(await alive()).toBe(true);
  });
});

describe("what is a request", () => {
  it("of two worst-case contents in the URL is read", async () => {
    const content = "%".repeat(16_384);
    const query = { RegionId: "cn-hangzhou", BuildContent: content, TestContent: content };
    const answer = await send(signAcs3(emulator, { action: "DescribeImagePipelines", query }));
    expect(answer.status).toBe(200);
  });

  it.each([
    "/?%ff=%zz",
    "/%ff",
    "//",
    "/?&&==&",
    "http://other/?a",
    "/_emulator",
    "/_emulator/%ff",
    "/?__proto__=1",
  ])("for %s has a clear answer", async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
    expect(answer.split("\r\n\r\n")[1]).toMatch(/^.*\{/s);
  });

  it("with an expectation nobody knows is answered like others", async () => {
    const head = "GET /_emulator/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
    expect(await raw(`${head}Expect: a miracle\r\n\r\n`)).toContain('{"status":"ok"}');
  });

  it("with names of the language's own objects does no harm", async () => {
    for (const action of ["constructor", "__proto__", "toString"]) {
      const answer = await send(
        signAcs3(emulator, { action, query: { __proto__: "x", RegionId: "__proto__" } }),
      );
      expect(answer).toMatchObject({ status: 404, body: { Code: "InvalidApi.NotFound" } });
    }
  });

  it("that comes too slowly is answered 408 and ends its connection, however much of it was sent", async () => {
    const patience = { headers: 150, request: 150, look: 30 };
    const impatient = await startForTest({ templates: 8, patience });
    const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n";
    for (const bytes of ["POST /?Region", head, `${head}\r\nhalf of it`]) {
      expect(await raw(bytes, impatient.port)).toMatch(/^HTTP\/1.1 408 .*RequestTimeout/s);
    }
    await impatient.close();
  });

  it("and 1,000 connections that say nothing keep nobody else out", async () => {
    const sockets = await Promise.all(
      Array.from(
        { length: 1000 },
        () =>
          new Promise<ReturnType<typeof connect>>((resolve, reject) => {
            const socket = connect(emulator.port, "127.0.0.1", () => resolve(socket));
            socket.on("error", reject);
          }),
      ),
    );
    expect(await alive()).toBe(true);
    for (const socket of sockets) socket.destroy();
  });
});
