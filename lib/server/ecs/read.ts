import "server-only";
import { AppError } from "@/lib/domain/app-error";
import { attempt, type Call } from "./attempt";
import { type Failure, isWorthRetrying, toAppError } from "./failure";
import type { Errand, Machine } from "./machine";

const MOST_TRIES = 4;
const BASE_MS = 250;
const LONGEST_MS = 4_000;

/** A read: tries again with full jitter, within the deadline. Throws AppError. */
export async function read<T>(
  machine: Machine,
  errand: Errand,
  call: Omit<Call<T>, "mayWait" | "signature">,
): Promise<T> {
  let last: Failure | undefined;
  for (let tries = 1; ; tries += 1) {
    if (machine.now() >= errand.deadlineAt) throw last ? toAppError(last) : new AppError("ecs-timeout");
    const result = await attempt(machine, errand, { ...call, mayWait: true });
    if (result.kind === "answer") return result.value;
    // That no place was left for a second try says less than why the first one failed.
    last = result.kind === "not-sent" && result.why === "budget" && last ? last : result;
    if (last !== result || tries >= MOST_TRIES || !isWorthRetrying(result)) throw toAppError(last);
    const pause = machine.random() * Math.min(LONGEST_MS, BASE_MS * 2 ** tries);
    if (machine.now() + pause >= errand.deadlineAt) throw toAppError(last);
    await machine.sleep(pause);
  }
}
