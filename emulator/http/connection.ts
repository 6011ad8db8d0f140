import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Answers that one connection may wait for at a time; a client that piles up more of them is cut off. */
const MOST = 1_000;

const waiting = new WeakMap<Socket, number>();

/** An answer on this connection is held back, perhaps for ever. */
export function holdBack(socket: Socket): void {
  const count = (waiting.get(socket) ?? 0) + 1;
  waiting.set(socket, count);
  if (count > MOST) socket.destroy();
}

/** An answer that was held back is given. */
export function giveNow(socket: Socket): void {
  waiting.set(socket, (waiting.get(socket) ?? 0) - 1);
}

/** Does something once the answers before this one are out: requests may follow each other on a connection. */
export function inTurn(response: ServerResponse, act: () => void): void {
  if (response.socket) act();
  else response.once("socket", () => setImmediate(act));
}
