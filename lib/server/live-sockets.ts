import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

type Start = { readonly request: IncomingMessage; readonly socket: Socket };

// Routes and background are bundled apart: what they share within the process hangs on the global object.
const shared = globalThis as typeof globalThis & {
  imagekeeperSockets?: AsyncLocalStorage<Socket | undefined>;
};

/**
 * From now on a handler of a path that begins with `prefix` can learn its socket (`socketHere`). A web stream cannot be
 * ended while the client takes nothing: only cutting the socket frees what waits in it.
 */
export function followSockets(prefix: string): void {
  if (shared.imagekeeperSockets !== undefined) return;
  const storage = new AsyncLocalStorage<Socket | undefined>();
  shared.imagekeeperSockets = storage;
  subscribe("http.server.request.start", (message) => {
    const { request, socket } = message as Start;
    storage.enterWith(request.url?.startsWith(prefix) ? socket : undefined);
  });
}

/** The socket of the request that is being answered here, when it is one of those that are followed. */
export function socketHere(): Socket | undefined {
  return shared.imagekeeperSockets?.getStore();
}
