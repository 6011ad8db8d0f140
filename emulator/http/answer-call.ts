import type { Action, Call } from "../actions/action";
import { beginning, renderTail } from "../actions/render";
import type { Endpoint } from "../endpoint";
import type { Delivery, Fault } from "../faults/fault";
import { FAULT_KINDS } from "../faults/kinds";
import { bad, Refusal } from "../refusal";
import { header, type SignedRequest } from "../signature/request";
import { errorDelivery } from "./errors";

type Answer = Delivery & { how: "answer" };

/** What goes over the wire, and the code that the log shows. */
export interface Answered {
  readonly delivery: Delivery;
  readonly code: string;
}

/** Same key, same answer. null where the query holds a signature, which never comes twice. */
function keyOf(call: Call, request: SignedRequest): string | null {
  const plain = request.form.length === 0 && header(request, "x-acs-action") !== "";
  return plain ? `${call.version} ${call.action} ${request.rawQuery}` : null;
}

/** Does the call, or takes its answer from those kept. Throws Refusal. */
function perform({ desk }: Endpoint, action: Action, call: Call, key: string | null): Answer {
  const body = beginning(call.requestId);
  const kept = key === null ? undefined : desk.kept.get(key, call.now);
  if (kept) return { how: "answer", status: 200, body, tail: kept };
  const answer = action.run(desk, call);
  const text = renderTail(answer, action.list);
  if (key === null || answer.kind === "fields" || answer.until === undefined) {
    return { how: "answer", status: 200, body: body + text };
  }
  const tail = Buffer.from(text);
  desk.kept.put(key, tail, answer.until);
  return { how: "answer", status: 200, body, tail };
}

/** Counts a call whose signature is good, asks rate and faults, and answers. */
export function answerCall(endpoint: Endpoint, action: Action, call: Call, request: SignedRequest): Answered {
  const { counts, desk, faults, rates } = endpoint;
  const asked = call.parameters.get("RegionId") ?? "";
  const regionId = desk.world.regions.has(asked) ? asked : "";
  let code = "OK";
  const refuse = (status: number, refused: string, message: string, body?: Fault["body"]): Answer => {
    code = refused;
    if (code === "Throttling.User") counts.throttled += 1;
    return errorDelivery({ status, code, message }, call.requestId, regionId, body);
  };
  counts.total += 1;
  counts.byAction[action.name] = (counts.byAction[action.name] ?? 0) + 1;
  const admitted = rates.admit(regionId, action.name, call.now);
  const act = (): Answer => {
    try {
      if (!admitted) throw bad("Throttling.User", "Request was denied due to user flow control.");
      return perform(endpoint, action, call, keyOf(call, request));
    } catch (error) {
      if (error instanceof Refusal) return refuse(error.status, error.code, error.message);
      throw error;
    }
  };
  const fault = faults.take(action, call);
  const kind = fault && FAULT_KINDS[fault.kind];
  if (!fault || !kind) {
    const delivery = act();
    return { delivery, code };
  }
  const delivery = kind.deliver({ fault, call, action, act, list: () => action.run(desk, call), refuse });
  return { delivery, code: code === "OK" ? `fault:${fault.kind}` : `${code} fault:${fault.kind}` };
}
