import type { IncomingMessage, ServerResponse } from "node:http";
import type { Endpoint } from "../endpoint";
import { readBody } from "../http/body";
import { type Control, type ControlAnswer, ControlError } from "./control";
import { CONTROLS } from "./table";

const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Only somebody on this machine: a Host (and an Origin, if a browser sends one) of loopback. */
function checkLocal({ headers }: IncomingMessage): void {
  const origin = headers.origin === undefined ? null : /^https?:\/\/(.*)$/.exec(headers.origin);
  if (!LOCAL.test(headers.host ?? "") || (headers.origin !== undefined && !LOCAL.test(origin?.[1] ?? ""))) {
    throw new ControlError(403, "control calls answer only 127.0.0.1, localhost and [::1]");
  }
}

/** The control call of a path and method. Throws 404 and 405. */
function find(path: string, method: string): { control: Control; id: string } {
  const [first = "", id = "", ...rest] = path.slice("/_emulator/".length).split("/");
  const shape = id === "" ? first : `${first}/:id`;
  const same = rest.length > 0 ? [] : CONTROLS.filter((control) => control.path === shape);
  if (same.length === 0) throw new ControlError(404, `there is no control call ${path.slice(0, 100)}`);
  const control = same.find((each) => each.method === method);
  if (!control) throw new ControlError(405, `takes ${same.map((each) => each.method).join(", ")}`);
  return { control, id };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const bytes = await readBody(request);
  if (bytes === null) throw new ControlError(413, "the body is too long");
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    throw new ControlError(400, "the body is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ControlError(400, "the body must be a JSON object");
  }
  return value as Record<string, unknown>;
}

async function send(response: ServerResponse, { status = 200, body, stream }: ControlAnswer): Promise<void> {
  response.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
  });
  if (!stream) {
    response.end(JSON.stringify(body));
    return;
  }
  let wake = () => {};
  response.on("drain", () => wake());
  response.on("close", () => wake());
  for (const piece of stream) {
    if (response.destroyed) return;
    if (!response.write(piece)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  response.end();
}

/** Answers a control call: at once, never through the ECS protocol. */
export async function handleControl(
  endpoint: Endpoint,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    checkLocal(request);
    const { control, id } = find(path, request.method ?? "");
    const body = await bodyOf(request);
    await send(response, control.run(endpoint, { id, body }));
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    if (error.status === 413) response.setHeader("Connection", "close");
    await send(response, { status: error.status, body: { error: { message: error.message } } });
  }
}
