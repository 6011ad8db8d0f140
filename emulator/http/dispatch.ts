import type { Action, Call } from "../actions/action";
import { render } from "../actions/render";
import { actionOf } from "../actions/table";
import type { Endpoint } from "../endpoint";
import type { Delivery } from "../faults/fault";
import { FAULT_KINDS } from "../faults/kinds";
import { uuid } from "../random";
import { missing, Refusal } from "../refusal";
import { checkSignature } from "../signature/check";
import { header, type SignedRequest } from "../signature/request";
import { parametersOf } from "./decode";
import { errorDelivery } from "./errors";

type Answer = Delivery & { how: "answer" };

/** What came of a call: what goes over the wire, and what the log says about it. */
export interface Outcome {
  readonly delivery: Delivery;
  readonly requestId: string;
  readonly action: string;
  readonly regionId: string;
  readonly code: string;
}

function callOf(endpoint: Endpoint, request: SignedRequest): Call {
  const parameters = parametersOf(request.query, request.form);
  return {
    action: header(request, "x-acs-action") || (parameters.get("Action") ?? ""),
    version: header(request, "x-acs-version") || (parameters.get("Version") ?? ""),
    parameters,
    requestId: uuid(endpoint.desk.random),
    now: endpoint.desk.clock.now(),
  };
}

/** The operation of a call whose signature is good. Throws Refusal. */
function admit(endpoint: Endpoint, request: SignedRequest, call: Call): Action {
  checkSignature(request, endpoint.guard);
  const action = actionOf(call.action, call.version);
  if (!action || request.path !== "/" || (request.method !== "GET" && request.method !== "POST")) {
    throw missing("InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
  }
  return action;
}

function count(endpoint: Endpoint, name: string): void {
  endpoint.counts.total += 1;
  endpoint.counts.byAction[name] = (endpoint.counts.byAction[name] ?? 0) + 1;
}

/** Answers a call to ECS. `setCode` is told the code of every refusal, for the log. */
function answer(
  endpoint: Endpoint,
  request: SignedRequest,
  call: Call,
  setCode: (code: string) => void,
): Delivery {
  const regionId = endpoint.desk.world.regions.has(call.parameters.get("RegionId") ?? "")
    ? (call.parameters.get("RegionId") ?? "")
    : "";
  const refuse = (
    status: number,
    code: string,
    message: string,
    body?: Readonly<Record<string, unknown>>,
  ): Answer => {
    setCode(code);
    if (code === "Throttling.User") endpoint.counts.throttled += 1;
    return errorDelivery(status, code, message, call.requestId, regionId, body);
  };
  const attempt = (work: () => Answer): Answer => {
    try {
      return work();
    } catch (error) {
      if (error instanceof Refusal) return refuse(error.status, error.code, error.message);
      throw error;
    }
  };
  let action: Action | undefined;
  const refused = attempt(() => {
    action = admit(endpoint, request, call);
    return { how: "answer", status: 200, body: "" };
  });
  if (!action) return refused;
  const known = action;
  count(endpoint, known.name);
  const admitted = endpoint.rates.admit(regionId, known.name, call.now);
  const list = () => known.run(endpoint.desk, call);
  const act = () =>
    attempt(() => {
      if (!admitted)
        throw new Refusal(400, "Throttling.User", "Request was denied due to user flow control.");
      return { how: "answer", status: 200, body: render(list(), known.list, call.requestId) };
    });
  const fault = endpoint.faults.take(known, call);
  const kind = fault && FAULT_KINDS[fault.kind];
  if (!fault || !kind) return act();
  setCode(`fault ${fault.kind}`);
  return kind.deliver({ fault, call, action: known, act, list, refuse });
}

/** Answers a call to ECS, whatever it is. */
export function dispatch(endpoint: Endpoint, request: SignedRequest): Outcome {
  const call = callOf(endpoint, request);
  let code = "OK";
  const delivery = answer(endpoint, request, call, (given) => {
    code = given;
  });
  const regionId = call.parameters.get("RegionId") ?? "";
  return { delivery, requestId: call.requestId, action: call.action, regionId, code };
}
