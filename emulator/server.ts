import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { handleControl } from "./control/handle";
import { createEndpoint, type Endpoint } from "./endpoint";
import { splitTarget } from "./http/decode";
import { handleEcs } from "./http/ecs";
import type { Log } from "./http/log";
import { refuseMalformed, refuseTunnel } from "./http/malformed";
import { lockState } from "./journal/lock";
import { DEFAULTS, type Settings } from "./options";
import type { Random } from "./random";

/** How long the endpoint waits for others, in ms. */
interface Patience {
  /** For a state file that another program still has. */
  readonly state: number;
  /** For the head of a request, and for all of it; it looks for late ones once in `look`. */
  readonly headers: number;
  readonly request: number;
  readonly look: number;
}

const PATIENCE: Patience = { state: 3_000, headers: 20_000, request: 60_000, look: 5_000 };

/** Settings, each with its default, and what tests put in the place of the real world. */
export interface EmulatorOptions extends Partial<Settings> {
  /** Real time in ms; Date.now when absent. */
  readonly now?: () => number;
  /** Random numbers in [0, 1); Math.random when absent. */
  readonly random?: Random;
  readonly patience?: Partial<Patience>;
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

/** Takes every request to whoever answers it. */
function listener(endpoint: Endpoint, log: Log) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    response.on("error", ignore);
    const target = splitTarget(request.url ?? "/");
    if (target.path !== "/_emulator" && !target.path.startsWith("/_emulator/")) {
      handleEcs(endpoint, target, request, response, log);
      return;
    }
    handleControl(endpoint, target.path, request, response, log).catch(() => response.destroy());
  };
}

/** A server that listens on 127.0.0.1. Rejects when the port is taken. */
async function listen(endpoint: Endpoint, port: number, log: Log, patience: Patience): Promise<Server> {
  const server = createServer(
    {
      maxHeaderSize: HEADER_LIMIT,
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      keepAliveTimeout: 25_000,
      connectionsCheckingInterval: patience.look,
    },
    listener(endpoint, log),
  );
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    refuseMalformed(error, socket as Socket),
  );
  server.on("connect", (_request, socket) => refuseTunnel(socket as Socket));
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

/**
 * Starts a local ECS endpoint on 127.0.0.1 (port 0 picks one). Rejects when the port is taken, and with JournalError
 * when the state file is another program's or another world's.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { now = Date.now, random = Math.random, log = null, ...given } = options;
  const settings: Settings = { ...DEFAULTS, ...given };
  const patience = { ...PATIENCE, ...options.patience };
  const release = settings.state === null ? ignore : await lockState(settings.state, patience.state);
  try {
    const endpoint = createEndpoint(settings, now, random);
    const server = await listen(endpoint, settings.port, log, patience);
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      port,
      host: `127.0.0.1:${port}`,
      close: () =>
        new Promise((resolve) => {
          server.close(() => {
            release();
            resolve();
          });
          server.closeAllConnections();
        }),
    };
  } catch (error) {
    release();
    throw error;
  }
}
