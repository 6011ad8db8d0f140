import type { Action, Call } from "../actions/action";
import type { Random } from "../random";
import type { Fault } from "./fault";
import { FAULT_KINDS } from "./kinds";

/** How many faults may be posted at a time. */
const MOST = 10_000;

/** The faults that were posted, in their order. */
export interface FaultBook {
  readonly faults: readonly Fault[];
  /** Adds a posted fault; gives its ID or what is wrong with it. */
  add(posted: Readonly<Record<string, unknown>>): { id: string } | { problem: string };
  /** The first fault that matches a call; uses up one of its `times`. */
  take(action: Action, call: Call): Fault | null;
  remove(id: string): boolean;
  clear(): void;
}

const isText = (value: unknown) => value === undefined || typeof value === "string";

/** Characters that a fault may have as JSON, and how deep it may go: 10,000 of them must do no harm. */
const LONGEST = 16_384;
const DEEPEST = 32;

function isDeep(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => isDeep(inner, left - 1));
}

/** What is wrong with a posted fault, or null. */
function problemOf(posted: Readonly<Record<string, unknown>>): string | null {
  const { action, regionId, times, rate, kind } = posted;
  const known = typeof kind === "string" && Object.hasOwn(FAULT_KINDS, kind) ? FAULT_KINDS[kind] : undefined;
  if (!known) return `kind must be one of ${Object.keys(FAULT_KINDS).join(", ")}`;
  if (!isText(action) || !isText(regionId)) return "action and regionId must be texts";
  if (times !== undefined && !(Number.isInteger(times) && Number(times) >= 0))
    return "times must be a whole number";
  if (rate !== undefined && !(typeof rate === "number" && rate >= 0 && rate <= 1))
    return "rate must be from 0 to 1";
  if (isDeep(posted, DEEPEST) || JSON.stringify(posted).length > LONGEST) {
    return `a fault has at most ${LONGEST} characters and ${DEEPEST} levels`;
  }
  return known.problem?.(posted) ?? null;
}

function matches(fault: Fault, action: Action, call: Call, random: Random): boolean {
  if (fault.remaining === 0) return false;
  if (fault.action !== undefined && fault.action !== action.name) return false;
  if (fault.regionId !== undefined && fault.regionId !== call.parameters.get("RegionId")) return false;
  if (FAULT_KINDS[fault.kind]?.applies?.(action, call) === false) return false;
  return fault.rate === undefined || random() < fault.rate;
}

/** An empty book of faults. */
export function createFaultBook(random: Random): FaultBook {
  let faults: Fault[] = [];
  let number = 0;
  return {
    get faults() {
      return faults;
    },
    add(posted) {
      const problem = faults.length >= MOST ? `there are ${MOST} faults already` : problemOf(posted);
      if (problem !== null) return { problem };
      const id = `fault-${++number}`;
      const remaining = typeof posted.times === "number" ? posted.times : null;
      faults.push({ ...(posted as unknown as Fault), id, remaining });
      return { id };
    },
    take(action, call) {
      if (faults.length === 0) return null;
      const fault = faults.find((each) => matches(each, action, call, random)) ?? null;
      if (fault && fault.remaining !== null) fault.remaining -= 1;
      return fault;
    },
    remove(id) {
      const before = faults.length;
      faults = faults.filter((fault) => fault.id !== id);
      return faults.length < before;
    },
    clear() {
      faults = [];
    },
  };
}
