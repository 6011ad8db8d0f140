import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { pipeToNodeResponse } from "next/dist/server/pipe-readable";
import { afterEach, expect, it } from "vitest";
import { eachDatabase } from "./db/testing/databases";
import { openLive } from "./inventory/live-hub";
import { liveStream } from "./inventory/live-stream";
import { HandTime } from "./inventory/testing/hand-time";
import { eventsIn, gone, handTimers, write } from "./inventory/testing/live-world";
import { followSockets, socketHere } from "./live-sockets";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(answer: (response: ServerResponse) => void): Promise<number> {
  const server: Server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  socket.on("error", () => undefined);
  socket.write("GET /api/live HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
  closing.push(() => socket.destroy());
  return socket;
}

eachDatabase("a client on a real socket that does not read", (open) => {
  it("is cut, frees all that waited for it, and the one beside it hears every change", async () => {
    followSockets("/api/live");
    const database = await open();
    const time = new HandTime(0);
    const hand = handTimers();
    const cut: Socket[] = [];
    const closed = { times: 0 };
    const port = await listen((response) => {
      const socket = socketHere();
      const end = new AbortController();
      const feed = openLive(
        database,
        0,
        end.signal,
        () => {
          if (socket) cut.push(socket);
          socket?.destroy();
        },
        hand.timers,
      );
      response.on("close", () => {
        closed.times += 1;
      });
      const stream = liveStream({ feed, end, sleep: time.sleep, beat: async () => "" });
      void pipeToNodeResponse(stream, response).catch(() => undefined);
    });
    const slow = await dial(port);
    await new Promise<void>((resolve) => slow.once("data", () => resolve()));
    slow.pause();
    const fast = await dial(port);
    let heard = "";
    fast.on("data", (chunk) => {
      heard += String(chunk);
    });
    const numbers = () => [...heard.matchAll(/^id: (\d+)$/gm)].map((found) => Number(found[1]));

    // The kernel's own buffers take some of it first.
    let written = 0;
    while (cut.length === 0 && written < 30_000) {
      const rows = Array.from({ length: 500 }, (_, row) => gone(`${written + row}-${"x".repeat(8_000)}`));
      await write(database, rows);
      written += 500;
      await expect.poll(() => numbers().at(-1), { timeout: 30_000 }).toBe(written);
      heard = heard.slice(heard.lastIndexOf("id: "));
    }
    expect(cut).toHaveLength(1);
    expect(cut[0]?.destroyed).toBe(true);
    await expect.poll(() => closed.times).toBe(1);
    await write(database, [gone("after")]);
    await expect.poll(() => numbers().at(-1), { timeout: 30_000 }).toBe(written + 1);
    expect(eventsIn(heard).at(-1)?.data).toContain("ip-after");
  }, 120_000);
});
