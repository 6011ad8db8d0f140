import type { Action, Call } from "../actions/action";
import { beginning, renderTail } from "../actions/render";
import type { Endpoint } from "../endpoint";
import type { Fault } from "../faults/fault";
import { FAULT_KINDS } from "../faults/kinds";
import { bad, Refusal } from "../refusal";
import { header, type SignedRequest } from "../signature/request";
import type { Delivery } from "./delivery";
import { errorDelivery } from "./errors";
import { tailOf } from "./kept-answers";

type Answer = Delivery & { how: "answer" };

/** What goes over the wire, and the code that the log shows. */
export interface Answered {
  readonly delivery: Delivery;
  readonly code: string;
}

/** A call that is being answered, its operation, and what came over the wire. */
interface Task {
  readonly endpoint: Endpoint;
  readonly action: Action;
  readonly call: Call;
  readonly request: SignedRequest;
  /** Within the rate. */
  readonly admitted: boolean;
}

/** Same key, same answer. null where the query holds a signature, which never comes twice. */
function keyOf({ call, request }: Task): string | null {
  const plain = request.form.length === 0 && header(request, "x-acs-action") !== "";
  return plain ? `${call.version} ${call.action} ${request.query.text}` : null;
}

/** Does the call, or takes its answer from those kept. Throws Refusal. */
function perform(task: Task): Answer {
  const { endpoint, action, call, admitted } = task;
  if (!admitted) throw bad("Throttling.User", "Request was denied due to user flow control.");
  const { desk } = endpoint;
  const key = keyOf(task);
  const body = beginning(call.requestId);
  const kept = key === null ? undefined : desk.kept.get(key, call.now);
  if (kept) return { how: "answer", status: 200, body, tail: kept };
  const answer = action.run(desk, call);
  const text = renderTail(answer, action.list);
  if (key === null || answer.kind === "fields" || answer.lasting === undefined) {
    return { how: "answer", status: 200, body: body + text };
  }
  const tail = tailOf(text);
  desk.kept.put(key, tail, answer.lasting);
  return { how: "answer", status: 200, body, tail };
}

function refuse(
  { endpoint, call }: Task,
  status: number,
  code: string,
  message: string,
  body?: Fault["body"],
) {
  if (code === "Throttling.User") endpoint.counts.throttled += 1;
  const asked = call.parameters.get("RegionId") ?? "";
  const regionId = endpoint.desk.world.regions.has(asked) ? asked : "";
  return { delivery: errorDelivery({ status, code, message }, call.requestId, regionId, body), code };
}

/** Does the call and answers it, or its refusal. */
function act(task: Task): { readonly delivery: Answer; readonly code: string } {
  try {
    return { delivery: perform(task), code: "OK" };
  } catch (error) {
    if (error instanceof Refusal) return refuse(task, error.status, error.code, error.message);
    throw error;
  }
}

/** Answers a call as a fault says. */
function disturb(task: Task, fault: Fault): Answered {
  const { endpoint, action, call } = task;
  let code = "";
  const told = <T extends Answered>(answered: T): T["delivery"] => {
    code = answered.code;
    return answered.delivery;
  };
  const delivery = FAULT_KINDS[fault.kind]?.deliver({
    fault,
    call,
    action,
    act: () => told(act(task)),
    list: () => action.run(endpoint.desk, call),
    refuse: (status, refused, message, body) => told(refuse(task, status, refused, message, body)),
  });
  if (!delivery) throw new Error(`no fault ${fault.kind}`);
  return {
    delivery,
    code: code === "" || code === "OK" ? `fault:${fault.kind}` : `${code} fault:${fault.kind}`,
  };
}

/** Counts a call whose signature is good, asks rate and faults, and answers. */
export function answerCall(endpoint: Endpoint, action: Action, call: Call, request: SignedRequest): Answered {
  const { counts, desk, faults, rates } = endpoint;
  counts.total += 1;
  counts.byAction[action.name] = (counts.byAction[action.name] ?? 0) + 1;
  const asked = call.parameters.get("RegionId") ?? "";
  const regionId = desk.world.regions.has(asked) ? asked : "";
  const admitted = rates.admit(regionId, action.name, call.now);
  const task: Task = { endpoint, action, call, request, admitted };
  const fault = faults.take(action, call);
  return fault === null ? act(task) : disturb(task, fault);
}
