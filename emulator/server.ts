import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { handleControl } from "./control/handle";
import { createEndpoint } from "./endpoint";
import { splitTarget } from "./http/decode";
import { handleEcs, type Log } from "./http/ecs";
import { refuseMalformed } from "./http/malformed";
import { DEFAULTS, type Settings } from "./options";
import type { Random } from "./random";

/** Settings, each with its default, and what tests put in the place of the real world. */
export interface EmulatorOptions extends Partial<Settings> {
  /** Real time in ms; Date.now when absent. */
  readonly now?: () => number;
  /** Random numbers in [0, 1); Math.random when absent. */
  readonly random?: Random;
  /** Gets one line per request. */
  readonly log?: Exclude<Log, null>;
}

/** A running local ECS endpoint. */
export interface Emulator {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** `127.0.0.1:<port>`: what the SDK takes as `endpoint`. */
  readonly host: string;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/** Bytes of request line and headers: two contents of 16 KB in a URL take about 100 KB. */
const HEADER_LIMIT = 256 * 1024;

/** A client that left while its answer was written. */
function ignore(): void {}

/**
 * Starts a local ECS endpoint on 127.0.0.1 (port 0 picks one). Rejects when the port is taken.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { now = Date.now, random = Math.random, log = null, ...given } = options;
  const settings: Settings = { ...DEFAULTS, ...given };
  const endpoint = createEndpoint(settings, now, random);
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    response.on("error", ignore);
    const target = splitTarget(request.url ?? "/");
    if (target.path !== "/_emulator" && !target.path.startsWith("/_emulator/")) {
      handleEcs(endpoint, target, request, response, log);
      return;
    }
    handleControl(endpoint, target.path, request, response).catch((error: unknown) => {
      log?.(`failed: ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  };
  const server = createServer(
    {
      maxHeaderSize: HEADER_LIMIT,
      headersTimeout: 20_000,
      requestTimeout: 60_000,
      keepAliveTimeout: 25_000,
      connectionsCheckingInterval: 5_000,
    },
    onRequest,
  );
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    refuseMalformed(error, socket as Socket),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    host: `127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
