import { connect, type Socket } from "node:net";

const LENGTH = /\r\ncontent-length: (\d+)\r\n/i;

/** One connection that is kept: sends bytes and gives the answer's. Every answer must have a length and status 200, unless any will do. */
interface Line {
  ask(request: Buffer): Promise<Buffer>;
  isOpen(): boolean;
  close(): void;
}

async function open(port: number, anyStatus: boolean): Promise<Line> {
  const socket: Socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true);
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  let got: Buffer = Buffer.alloc(0);
  let whole = -1;
  let settle: ((answer: Buffer) => void) | undefined;
  let fail: ((reason: Error) => void) | undefined;
  socket.on("data", (chunk: Buffer) => {
    got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
    if (whole < 0) {
      const end = got.indexOf("\r\n\r\n");
      if (end < 0) return;
      const head = got.toString("latin1", 0, end + 2);
      if (!anyStatus && !head.startsWith("HTTP/1.1 200 ")) fail?.(new Error(got.toString().slice(0, 500)));
      whole = end + 4 + Number(LENGTH.exec(head)?.[1]);
    }
    if (got.length < whole) return;
    const answer = got;
    got = Buffer.alloc(0);
    whole = -1;
    settle?.(answer);
  });
  socket.on("close", () => fail?.(new Error("the connection was closed")));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        settle = resolve;
        fail = reject;
        socket.write(request);
      }),
    isOpen: () => !socket.destroyed,
    close: () => socket.destroy(),
  };
}

/** Kept connections to a server on this machine. */
export async function openLines(port: number, count: number, { anyStatus = false } = {}) {
  let lines = await Promise.all(Array.from({ length: count }, () => open(port, anyStatus)));
  /** A server ends connections that were silent for too long; others take their place. */
  const renew = async () => {
    lines = await Promise.all(lines.map((line) => (line.isOpen() ? line : open(port, anyStatus))));
  };
  return {
    /** Sends them all, one at a time on each connection. */
    async sendAll(requests: readonly Buffer[]): Promise<void> {
      await renew();
      let next = 0;
      const work = async (line: Line) => {
        for (let request = requests[next++]; request; request = requests[next++]) await line.ask(request);
      };
      await Promise.all(lines.map(work));
    },
    /** Sends one and gives its answer as a text. */
    async ask(request: Buffer): Promise<string> {
      await renew();
      const [line] = lines;
      if (!line) throw new Error("no connection");
      return (await line.ask(request)).toString();
    },
    close: () => {
      for (const line of lines) line.close();
    },
  };
}
