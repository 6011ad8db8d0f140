import type { Action, Call } from "../actions/action";
import { actionOf } from "../actions/table";
import type { Endpoint } from "../endpoint";
import { uuid } from "../random";
import { bad, missing, Refusal } from "../refusal";
import { checkSignature } from "../signature/check";
import { header, type SignedRequest } from "../signature/request";
import { type Answered, answerCall } from "./answer-call";
import { parametersOf } from "./decode";
import type { Delivery } from "./delivery";
import { errorDelivery } from "./errors";
import { asXml, wantsXml } from "./xml";

/** What came of a call: what goes over the wire, and what the log says about it. */
export interface Outcome {
  readonly delivery: Delivery;
  readonly requestId: string;
  readonly action: string;
  readonly regionId: string;
  readonly code: string;
}

function callOf(endpoint: Endpoint, request: SignedRequest): Call {
  const { query, form } = request;
  const parameters = form.length === 0 ? query.parameters : parametersOf(query.pairs, form);
  return {
    action: header(request, "x-acs-action") || (parameters.get("Action") ?? ""),
    version: header(request, "x-acs-version") || (parameters.get("Version") ?? ""),
    parameters,
    requestId: uuid(endpoint.desk.random),
    now: endpoint.desk.clock.now(),
  };
}

const FORMATS = new Set(["JSON", "XML"]);

/** The operation of a call whose signature is good. Throws Refusal. */
function admit(endpoint: Endpoint, request: SignedRequest, call: Call): Action {
  checkSignature(request, endpoint.guard);
  const action = actionOf(call.action, call.version);
  if (!action || request.path !== "/" || (request.method !== "GET" && request.method !== "POST")) {
    throw missing("InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
  }
  if (!FORMATS.has((call.parameters.get("Format") || "JSON").toUpperCase())) {
    throw bad("InvalidParameter.Format", "Format takes JSON or XML.");
  }
  return action;
}

/** The answer of a call, or of the refusal to take it. */
function answerOf(endpoint: Endpoint, request: SignedRequest, call: Call, asked: string): Answered {
  try {
    return answerCall(endpoint, admit(endpoint, request, call), call, request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const regionId = endpoint.desk.world.regions.has(asked) ? asked : "";
    return { delivery: errorDelivery(error, call.requestId, regionId), code: error.code };
  }
}

/** Answers a call to ECS, whatever it is. */
export function dispatch(endpoint: Endpoint, request: SignedRequest): Outcome {
  const call = callOf(endpoint, request);
  const regionId = call.parameters.get("RegionId") ?? "";
  const answered = answerOf(endpoint, request, call, regionId);
  const { code } = answered;
  const delivery = wantsXml(call) ? asXml(answered.delivery, call.action) : answered.delivery;
  return { delivery, requestId: call.requestId, action: call.action, regionId, code };
}
