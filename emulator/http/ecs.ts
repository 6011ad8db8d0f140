import type { IncomingMessage, ServerResponse } from "node:http";
import type { Endpoint } from "../endpoint";
import { uuid } from "../random";
import { isCall } from "../signature/check";
import type { SignedRequest } from "../signature/request";
import { about } from "./about";
import { hasBody, readBody } from "./body";
import { giveNow, holdBack } from "./connection";
import { type Pair, pairsOf, type Target } from "./decode";
import { deliver } from "./deliver";
import { dispatch, type Outcome } from "./dispatch";
import { errorDelivery } from "./errors";
import { type Log, plain } from "./log";
import { queryOf } from "./query";

const NO_BODY = Buffer.alloc(0);

const NO_FORM: readonly Pair[] = [];

const isForm = (type: string | undefined) => /^application\/x-www-form-urlencoded\b/i.test(type ?? "");

/** A failure that no rule foresaw: answered, and named in the log. */
function internalError(endpoint: Endpoint, error: unknown): Outcome {
  const requestId = uuid(endpoint.desk.random);
  const text = "The request processing has failed due to some unknown error.";
  return {
    delivery: errorDelivery({ status: 500, code: "InternalError", message: text }, requestId, ""),
    requestId,
    action: "",
    regionId: "",
    code: `InternalError ${error instanceof Error ? error.stack : String(error)}`,
  };
}

function outcomeOf(endpoint: Endpoint, request: SignedRequest): Outcome {
  try {
    return dispatch(endpoint, request);
  } catch (error) {
    return internalError(endpoint, error);
  }
}

function tooLong(endpoint: Endpoint): Outcome {
  const requestId = uuid(endpoint.desk.random);
  const wrong = { status: 413, code: "RequestEntityTooLarge", message: "The request body is too long." };
  const delivery = errorDelivery(wrong, requestId, "");
  return { delivery, requestId, action: "", regionId: "", code: "RequestEntityTooLarge" };
}

/** ms that an answer is held back: the latency ± 50 %, and what a fault adds. */
function delayOf(endpoint: Endpoint, { delivery }: Outcome): number {
  const more = delivery.how === "answer" ? (delivery.ms ?? 0) : 0;
  const { latency } = endpoint.settings;
  return latency === 0 ? more : more + Math.round(latency * (0.5 + endpoint.desk.random()));
}

function finish(endpoint: Endpoint, response: ServerResponse, outcome: Outcome, log: Log, began: number) {
  deliver(response, outcome.delivery, outcome.requestId, endpoint.desk.clock.now());
  if (log === null) return;
  const ms = (performance.now() - began).toFixed(0);
  log(`${plain(outcome.action)} ${plain(outcome.regionId)} ${outcome.code} ${ms} ms`);
}

/** Answers a request whose body is here; null: it was too long. */
function answer(
  endpoint: Endpoint,
  { path, query }: Target,
  body: Buffer | null,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): void {
  const began = log === null ? 0 : performance.now();
  const { method = "", headers } = request;
  const signed: SignedRequest = {
    method,
    path,
    query: queryOf(query, headers.authorization !== undefined),
    form: body && body.length > 0 && isForm(headers["content-type"]) ? pairsOf(body.toString()) : NO_FORM,
    headers,
    body: body ?? NO_BODY,
  };
  if (body !== null && path === "/" && method === "GET" && !isCall(signed)) {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(about(endpoint));
    log?.("GET / 200");
    return;
  }
  const outcome = body === null ? tooLong(endpoint) : outcomeOf(endpoint, signed);
  if (body === null) response.setHeader("Connection", "close");
  const delay = delayOf(endpoint, outcome);
  if (delay === 0) {
    finish(endpoint, response, outcome, log, began);
    return;
  }
  holdBack(request.socket);
  setTimeout(() => {
    giveNow(request.socket);
    finish(endpoint, response, outcome, log, began);
  }, delay);
}

/** Answers whatever comes on the ECS side of the port. */
export function handleEcs(
  endpoint: Endpoint,
  target: Target,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): void {
  if (!hasBody(request)) {
    answer(endpoint, target, NO_BODY, request, response, log);
    return;
  }
  readBody(request).then(
    (body) => answer(endpoint, target, body, request, response, log),
    () => response.destroy(),
  );
}
