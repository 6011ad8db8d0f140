import type { Socket } from "node:net";
import { uuid } from "../random";
import { errorDelivery } from "./errors";

/** What is answered to bytes that are no HTTP request, by the error's code. */
const ANSWERS: Readonly<Record<string, readonly [status: number, reason: string, code: string]>> = {
  HPE_HEADER_OVERFLOW: [431, "Request Header Fields Too Large", "RequestHeaderTooLarge"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "Request Timeout", "RequestTimeout"],
};

/** Answers bytes that are no HTTP request with an error in ECS's shape, and closes. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") socket.destroy();
  else refuse(socket, ANSWERS[error.code ?? ""] ?? [400, "Bad Request", "InvalidRequest"]);
}

/** Answers somebody who takes this for a proxy, and closes. */
export function refuseTunnel(socket: Socket): void {
  socket.on("error", () => socket.destroy());
  refuse(socket, [405, "Method Not Allowed", "InvalidRequest"]);
}

function refuse(socket: Socket, [status, reason, code]: readonly [number, string, string]): void {
  const { body } = errorDelivery({ status, code, message: `${reason}.` }, uuid(Math.random), "");
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/json;charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroySoon(),
  );
}
