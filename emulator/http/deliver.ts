import type { ServerResponse } from "node:http";
import type { Delivery } from "../faults/fault";

/** Headers that stand on every answer of ECS; `date` is the endpoint's clock. */
function headersOf(delivery: { body: string; html?: true }, requestId: string, now: number) {
  return {
    Date: new Date(now).toUTCString(),
    "Content-Type": delivery.html ? "text/html; charset=utf-8" : "application/json;charset=utf-8",
    "Content-Length": Buffer.byteLength(delivery.body),
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "*",
    "x-acs-request-id": requestId,
    "x-acs-trace-id": requestId.replaceAll("-", "").toLowerCase(),
  };
}

/** Writes an answer, cuts it, resets the connection, or keeps silent. */
export function deliver(response: ServerResponse, delivery: Delivery, requestId: string, now: number): void {
  const { socket } = response;
  if (!socket || socket.destroyed || delivery.how === "silence") return;
  if (delivery.how === "reset") {
    socket.resetAndDestroy();
    return;
  }
  response.sendDate = false;
  response.writeHead(delivery.status, headersOf(delivery, requestId, now));
  if (delivery.how === "answer") {
    response.end(delivery.body);
    return;
  }
  const bytes = Buffer.from(delivery.body);
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => socket.destroySoon());
}
