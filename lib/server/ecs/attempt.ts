import "server-only";
import type { Landing } from "./budget";
import { classify } from "./classify";
import { withCredentials } from "./clients";
import type { CredentialModel } from "./credentials";
import { within } from "./deadline";
import { exchange, type Invoke, type RawAnswer } from "./exchange";
import { errorCode, type Failure } from "./failure";
import { CALL_MS, CONNECT_MS, type Errand, type Machine } from "./machine";
import { takePlace } from "./place";
import { Unreadable } from "./shapes";
import type { FixedSignature } from "./types";
import { onWire } from "./wire";

/** One call: the API's action, how the typed client makes it, and what must be in its answer. */
export type Call<T> = {
  readonly action: string;
  readonly invoke: Invoke;
  /** Throws Unreadable when something is missing. */
  readonly parse: (answer: RawAnswer) => T;
  /** Writes never wait for the budget. */
  readonly mayWait: boolean;
  readonly signature?: FixedSignature;
};

export type Attempt<T> = { readonly kind: "answer"; readonly value: T } | Failure;

/** Sends at most one request, within the errand's deadline and 8 s. Never throws for what ECS or the network does. */
export async function attempt<T>(machine: Machine, errand: Errand, call: Call<T>): Promise<Attempt<T>> {
  const ready = await prepare(machine, errand);
  if (!ready) return notSent(machine, errand, call.action, "credentials");
  const place = await takePlace(machine, errand, call.action, call.mayWait);
  if (!place) return notSent(machine, errand, call.action, "budget");

  const startedAt = machine.now();
  machine.meter.sent();
  let answered: Landing = { throttled: false };
  try {
    const { result, date } = await send(machine, errand, call, ready);
    answered = { date, throttled: isThrottled(result) };
    if (answered.throttled) machine.meter.throttled();
    if (result.kind === "refused" && result.code === "ecs-credentials") machine.credentials.forget();
    report(machine, errand, call.action, machine.now() - startedAt, result);
    return result;
  } finally {
    place.release();
    place.flight.land(answered);
  }
}

function notSent(
  machine: Machine,
  { regionId, share }: Errand,
  action: string,
  why: "credentials" | "budget",
): Failure {
  machine.log?.warn({ regionId, action, share, result: why }, "ECS call not sent");
  return { kind: "not-sent", why };
}

type Ready = {
  readonly client: Awaited<ReturnType<Machine["clients"]>>;
  readonly model: CredentialModel;
};

async function prepare(machine: Machine, errand: Errand): Promise<Ready | null> {
  const work = Promise.all([machine.clients(errand.regionId), machine.credentials.get()]).then(
    ([client, model]) => ({ client, model }),
    () => null,
  );
  return within(machine.sleep, [{ ms: errand.deadlineAt - machine.now() }], work, () => null);
}

async function send<T>(
  machine: Machine,
  errand: Errand,
  call: Call<T>,
  { client, model }: Ready,
): Promise<{ readonly result: Attempt<T>; readonly date: number | undefined }> {
  const wholeMs = Math.min(CALL_MS, errand.deadlineAt - machine.now());
  const { wire, sending } = onWire(() =>
    withCredentials(model, () => exchange(client, call.invoke, call.signature)),
  );
  const work = sending.then(
    (answer) => parsed(answer, call.parse),
    (error: unknown) => classify(error, wire),
  );
  const timers = [{ ms: Math.min(CONNECT_MS, wholeMs), isOver: () => !wire.isUp }, { ms: wholeMs }];
  const result = await within(machine.sleep, timers, work, (): Failure => {
    wire.cut();
    if (!wire.isUp) return { kind: "not-sent", why: "unreachable", cause: "no connection in time" };
    const fault = wire.status === undefined ? undefined : { httpStatus: wire.status };
    return { kind: "unknown", why: "timeout", ...(fault !== undefined && { fault }) };
  });
  return { result, date: wire.date };
}

function parsed<T>(answer: RawAnswer, parse: (answer: RawAnswer) => T): Attempt<T> {
  try {
    return { kind: "answer", value: parse(answer) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const fault = { httpStatus: answer.status, ...error.requestId };
    return { kind: "unknown", why: "unreadable", fault, cause: error.message };
  }
}

function isThrottled(result: Attempt<unknown>): boolean {
  if (result.kind === "answer" || result.kind === "not-sent") return false;
  return result.fault?.httpStatus === 429 || /Throttling/i.test(result.fault?.code ?? "");
}

function report(
  machine: Machine,
  errand: Errand,
  action: string,
  ms: number,
  result: Attempt<unknown>,
): void {
  const { regionId, share } = errand;
  const outcome = result.kind === "answer" ? "ok" : errorCode(result);
  machine.observer?.({ regionId, action, share, ms, result: outcome });
  const fields = { regionId, action, share, ms, result: outcome };
  if (result.kind === "answer") {
    machine.log?.debug(fields, "ECS call");
    return;
  }
  const fault = result.kind === "not-sent" ? undefined : result.fault;
  const cause = result.kind === "refused" ? undefined : result.cause;
  machine.log?.warn(
    { ...fields, code: fault?.code, httpStatus: fault?.httpStatus, requestId: fault?.requestId, cause },
    "ECS call failed",
  );
}
