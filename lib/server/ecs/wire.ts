import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/**
 * What happened on the wire of one call, as far as certain. The SDK has neither an abort nor says whether a
 * connection was up; Node's diagnostics channel tells it for the request that the call makes.
 */
export type Wire = {
  /** The connection was ready (for HTTPS: after its handshake), so bytes may have left. */
  readonly isUp: boolean;
  /** A request was made, connected or not. */
  readonly hasBegun: boolean;
  /** Status line of the answer, when one came. */
  readonly status: number | undefined;
  /** Its `Date` header in milliseconds since the epoch, when it has one. */
  readonly date: number | undefined;
  /** Ends the request; one that has not begun yet will never begin. */
  cut(): void;
};

type Call = {
  request: ClientRequest | undefined;
  isUp: boolean;
  isCut: boolean;
  status: number | undefined;
  date: number | undefined;
};

const calls = new AsyncLocalStorage<Call>();
let listening = false;

/** Runs `send` so that the one request it makes is seen. A second request of the same call is never let out. */
export function onWire<T>(send: () => Promise<T>): { readonly wire: Wire; readonly sending: Promise<T> } {
  listen();
  const call: Call = { request: undefined, isUp: false, isCut: false, status: undefined, date: undefined };
  const wire: Wire = {
    get isUp() {
      return call.isUp;
    },
    get hasBegun() {
      return call.request !== undefined;
    },
    get status() {
      return call.status;
    },
    get date() {
      return call.date;
    },
    cut() {
      call.isCut = true;
      call.request?.destroy();
    },
  };
  return { wire, sending: calls.run(call, send) };
}

function listen(): void {
  if (listening) return;
  listening = true;
  subscribe("http.client.request.start", (message) => {
    const call = calls.getStore();
    if (call) watch(call, (message as { request: ClientRequest }).request);
  });
}

function watch(call: Call, request: ClientRequest): void {
  if (call.isCut || call.request) {
    // Still before a socket was handed to it: no byte leaves.
    request.destroy();
    return;
  }
  call.request = request;
  request.once("response", (response) => {
    call.status = response.statusCode;
    const date = Date.parse(response.headers.date ?? "");
    if (Number.isFinite(date)) call.date = date;
  });
  const onSocket = (socket: Socket) => {
    const up = () => {
      call.isUp = true;
    };
    if (request.reusedSocket) up();
    else if (socket instanceof TLSSocket) socket.once("secureConnect", up);
    else if (socket.connecting) socket.once("connect", up);
    else up();
  };
  if (request.socket) onSocket(request.socket);
  else request.once("socket", onSocket);
}
