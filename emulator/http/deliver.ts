import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { holdBack, inTurn } from "./connection";
import type { Delivery } from "./delivery";

/** The SDKs read XML only under exactly this type. */
const TYPES = {
  json: "application/json;charset=utf-8",
  xml: "text/xml;charset=utf-8",
  html: "text/html; charset=utf-8",
};

let second = -1;
let written = "";

/** The Date header of a time (ms); written once a second. */
function dateOf(now: number): string {
  const current = Math.floor(now / 1000);
  if (current !== second) {
    second = current;
    written = new Date(now).toUTCString();
  }
  return written;
}

/** Traces are numbered behind what no other run has. */
const RUN = randomBytes(12).toString("hex");

let traces = 0;

function traceId(): string {
  traces = (traces + 1) >>> 0;
  return RUN + traces.toString(16).padStart(8, "0");
}

/** Headers of every answer of ECS, as a flat list of names and values; `now` is the endpoint's clock. */
function headersOf(type: string, length: number, requestId: string, now: number): string[] {
  // biome-ignore format: names beside their values
  return [
    "Date", dateOf(now),
    "Content-Type", type,
    "Content-Length", String(length),
    "Access-Control-Allow-Origin", "*",
    "Access-Control-Expose-Headers", "*",
    "x-acs-request-id", requestId,
    "x-acs-trace-id", traceId(),
  ];
}

/** Writes an answer, cuts it, resets the connection, or keeps silent. */
export function deliver(response: ServerResponse, delivery: Delivery, requestId: string, now: number): void {
  const { socket } = response.req;
  if (socket.destroyed) return;
  if (delivery.how === "silence") {
    holdBack(socket);
    return;
  }
  if (delivery.how === "reset") {
    inTurn(response, () => socket.resetAndDestroy());
    return;
  }
  const { status, body, tail, media = "json" } = delivery;
  // A text that is ASCII goes out with its head in one piece; the lengths of all others are counted.
  const ascii = typeof tail === "string";
  const length = ascii ? body.length + tail.length : Buffer.byteLength(body) + (tail?.length ?? 0);
  response.sendDate = false;
  response.writeHead(status, headersOf(TYPES[media], length, requestId, now));
  if (delivery.how === "cut") {
    const bytes = Buffer.concat([Buffer.from(body), Buffer.from(tail ?? "")]);
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => socket.destroySoon());
  } else if (ascii) {
    response.end(body + tail, "latin1");
  } else if (tail) {
    response.write(body);
    response.end(tail);
  } else {
    response.end(body);
  }
}
