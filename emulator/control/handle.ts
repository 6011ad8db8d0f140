import type { IncomingMessage, ServerResponse } from "node:http";
import type { Endpoint } from "../endpoint";
import { readBody } from "../http/body";
import { type Log, plain } from "../http/log";
import { type Control, type ControlAnswer, ControlError } from "./control";
import { CONTROLS } from "./table";

const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Whom a request is for: each Host, and the authority of a target in absolute form. */
function namedHosts({ rawHeaders, url = "" }: IncomingMessage): string[] {
  const hosts = rawHeaders.filter(
    (_, index) => rawHeaders[index - 1]?.toLowerCase() === "host" && index % 2 === 1,
  );
  const [, authority] = /^[a-z]+:\/\/([^/?]*)/i.exec(url) ?? [];
  return authority === undefined ? hosts : [...hosts, authority];
}

/** Only somebody on this machine: Host, and what a browser says of the page that asks, are of loopback. */
function checkLocal(request: IncomingMessage): void {
  const { origin, "sec-fetch-site": site } = request.headers;
  const hosts = namedHosts(request);
  if (origin !== undefined) hosts.push(/^https?:\/\/(.*)$/.exec(origin)?.[1] ?? "");
  if (hosts.length === 0 || !hosts.every((host) => LOCAL.test(host)) || site === "cross-site") {
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

/** What went wrong, as a control call answers it; 500 is a failure that no rule foresaw, such as a full disk. */
function problem(error: unknown): { status: number; message: string } {
  if (error instanceof ControlError) return { status: error.status, message: error.message };
  return { status: 500, message: error instanceof Error ? error.message : String(error) };
}

/** Answers a control call: at once, never through the ECS protocol. Rejects when the client leaves. */
export async function handleControl(
  endpoint: Endpoint,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  const { method = "" } = request;
  const tell = (status: number) => log?.(`${method} ${plain(path)} ${status}`);
  try {
    checkLocal(request);
    const { control, id } = find(path, method);
    const body = await bodyOf(request);
    const answer = control.run(endpoint, { id, body });
    tell(answer.status ?? 200);
    await send(response, answer);
  } catch (error) {
    const { status, message } = problem(error);
    tell(status);
    if (response.headersSent || request.socket.destroyed) throw error;
    if (status === 413) response.setHeader("Connection", "close");
    await send(response, { status, body: { error: { message } } });
  }
}
