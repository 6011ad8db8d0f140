import "server-only";
import { attempt, type Call } from "./attempt";
import { toSingleAnswer } from "./failure";
import { errand, type Machine } from "./machine";
import { successBody } from "./shapes";
import type { SingleAnswer } from "./types";

type Write<T> = Pick<Call<T>, "action" | "invoke" | "signature" | "parse">;
type Refusal = Exclude<SingleAnswer, { readonly kind: "accepted" }>;

/** A write: at most one request, 8 s in all, whatever comes of it as a value. Never throws. */
export async function writeOnce<T>(
  machine: Machine,
  regionId: string,
  call: Write<T>,
): Promise<{ readonly kind: "value"; readonly value: T } | Refusal> {
  const task = errand(machine, regionId, { share: "user" });
  try {
    const result = await attempt(machine, task, { ...call, mayWait: false });
    if (result.kind === "answer") return { kind: "value", value: result.value };
    const answer = toSingleAnswer(result);
    return answer.kind === "accepted" ? { kind: "unknown", why: "broken" } : answer;
  } catch {
    // A fault of our own after the send must not look as if nothing had happened.
    return { kind: "unknown", why: "broken" };
  }
}

/** A write whose success is status 200 and a RequestId. */
export async function writeForReceipt(
  machine: Machine,
  regionId: string,
  call: Omit<Write<string>, "parse">,
): Promise<SingleAnswer> {
  const parse: Write<string>["parse"] = (answer) => successBody(answer).requestId;
  const result = await writeOnce(machine, regionId, { ...call, parse });
  return result.kind === "value" ? { kind: "accepted", requestId: result.value } : result;
}
