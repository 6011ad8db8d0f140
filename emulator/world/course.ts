import { between, type Random } from "../random";
import type { Course, Definition, Step } from "./model";
import { FINISHED, PHASES } from "./status";

/** How long a cancellation takes at speed 1, in ms; at speed 0 it takes a second. */
const CANCELLING_MS = 10_000;

/** A status, since when and until when (ms); the last one of a course has no end. */
export interface Standing {
  readonly status: string;
  readonly since: number;
  readonly until: number;
}

/** Where a build stands at a time (ms). */
export function stand(course: Course, now: number): Standing {
  let since = course.from;
  const last = course.steps.length - 1;
  for (let index = 0; index < last; index++) {
    const step = course.steps[index] as Step;
    const until = since + step.ms;
    if (now < until) return { status: step.status, since, until };
    since = until;
  }
  return { status: (course.steps[last] as Step).status, since, until: Number.POSITIVE_INFINITY };
}

const stays = (status: string): readonly Step[] => [{ status, ms: Number.POSITIVE_INFINITY }];

/** The steps of builds that have ended, shared by all of them. */
const ENDED: ReadonlyMap<string, readonly Step[]> = new Map(
  [...FINISHED].map((status) => [status, stays(status)]),
);

/** A course that stays in one status. */
export function held(status: string, from: number): Course {
  return { from, steps: ENDED.get(status) ?? stays(status) };
}

/** ms of the endpoint's clock that a phase of so many seconds at speed 1 takes. */
export function lasting(seconds: number, speed: number): number {
  return speed === 0 ? Number.POSITIVE_INFINITY : (seconds * 1000) / speed;
}

/** CANCELLING, then CANCELLED. */
export function cancelled(from: number, speed: number): Course {
  const ms = speed === 0 ? 1000 : CANCELLING_MS / speed;
  return {
    from,
    steps: [
      { status: "CANCELLING", ms },
      { status: "CANCELLED", ms: Number.POSITIVE_INFINITY },
    ],
  };
}

/** A planned build at speed 1: phases with their seconds, then the status it ends in. */
export interface Plan {
  readonly phases: readonly { readonly status: string; readonly seconds: number }[];
  readonly end: string;
}

/** What a definition says about the life of its builds. */
export interface Traits {
  readonly repaired: boolean;
  readonly tested: boolean;
  /** Goes to another region or an account. */
  readonly spread: boolean;
}

/** The traits of a definition in a region; its own region is no other one. */
export function traitsOfDefinition(definition: Definition, regionId: string): Traits {
  return {
    repaired: definition.RepairMode !== undefined,
    tested: definition.TestContent !== undefined,
    spread:
      definition.ToRegionIds.ToRegionId.some((target) => target !== regionId) ||
      definition.AddAccounts.AddAccount.length > 0,
  };
}

/** The phases that lead to an end: a failed build is released after BUILDING, a failed test before DISTRIBUTING. */
function phasesOf({ repaired, tested, spread }: Traits, end: string): string[] {
  return PHASES.filter((phase) => {
    if (phase === "REPAIRING") return repaired;
    if (phase === "TESTING") return tested && end !== "FAILED";
    if (phase === "DISTRIBUTING") return spread && end !== "FAILED" && end !== "TEST_FAILED";
    return true;
  });
}

/** Draws how a build ends: about 80 % SUCCESS. */
export function drawEnd(random: Random, { tested }: Traits): string {
  const draw = random();
  if (draw < 0.8) return "SUCCESS";
  if (draw < 0.9) return "FAILED";
  if (draw < 0.95) return tested ? "TEST_FAILED" : "FAILED";
  return "PARTITION_SUCCESS";
}

/** The whole plan of one build: phases of 20 to 600 s. */
export function drawPlan(random: Random, traits: Traits, end: string): Plan {
  const phases = phasesOf(traits, end).map((status) => ({ status, seconds: between(random, 20, 600) }));
  return { phases, end };
}

/** Total seconds at speed 1 of a build that ended so. */
export function drawSeconds(random: Random, traits: Traits, end: string): number {
  let seconds = 0;
  for (const _ of phasesOf(traits, end)) seconds += between(random, 20, 600);
  return seconds;
}

/** The course of a plan that begins now. */
export function follow(plan: Plan, from: number, speed: number): Course {
  const steps: Step[] = plan.phases.map(({ status, seconds }) => ({ status, ms: lasting(seconds, speed) }));
  steps.push({ status: plan.end, ms: Number.POSITIVE_INFINITY });
  return { from, steps };
}

/** What happens when a build that was put into a status is let go: the rest of the plan from there on. */
export function letGo(status: string, plan: Plan, from: number, speed: number): Course {
  if (status === "CANCELLING") return cancelled(from, speed);
  const order: readonly string[] = PHASES;
  const place = order.indexOf(status);
  if (FINISHED.has(status) || place < 0) return held(status, from);
  const own = plan.phases.find((phase) => phase.status === status);
  const phases = [
    own ?? { status, seconds: 60 },
    ...plan.phases.filter((phase) => order.indexOf(phase.status) > place),
  ];
  return follow({ phases, end: plan.end }, from, speed);
}
