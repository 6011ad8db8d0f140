import { connect, type Socket } from "node:net";

export type LiveLines = {
  /** Begins to count who has event `seq`; answers with a promise of the ms until the first and until the last one have it. */
  readonly expect: (seq: number) => Promise<{ readonly first: number; readonly last: number }>;
  readonly open: () => number;
  readonly sockets: readonly Socket[];
  readonly close: () => void;
};

/** So many live connections as bare sockets, whose own work is as small as it gets. Answers when all are open. */
export async function openLiveLines(port: number, head: string, count: number): Promise<LiveLines> {
  let open = 0;
  let mark = Buffer.from("no such event");
  let waiting = new Set<Socket>();
  let onHeard = (_socket: Socket) => {};
  const sockets: Socket[] = [];
  for (let made = 0; made < count; made += 50) {
    const part = Array.from({ length: Math.min(50, count - made) }, () => {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.on("close", () => {
        open -= 1;
      });
      socket.write(`${head}\r\n\r\n`);
      return new Promise<Socket>((resolve, reject) => {
        socket.once("data", (chunk: Buffer) => {
          if (!chunk.includes(" 200 ")) return reject(new Error(chunk.toString("latin1").slice(0, 200)));
          open += 1;
          socket.on("data", (more: Buffer) => {
            if (waiting.has(socket) && more.includes(mark)) onHeard(socket);
          });
          resolve(socket);
        });
      });
    });
    sockets.push(...(await Promise.all(part)));
  }
  return {
    sockets,
    open: () => open,
    expect(seq) {
      mark = Buffer.from(`id: ${seq}\n`);
      waiting = new Set(sockets);
      const began = performance.now();
      let first = 0;
      return new Promise((resolve) => {
        onHeard = (socket) => {
          first ||= performance.now() - began;
          waiting.delete(socket);
          if (waiting.size === 0) resolve({ first, last: performance.now() - began });
        };
      });
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}
