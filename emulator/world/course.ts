import { between, type Random } from "../random";
import type { Course, Definition, Step } from "./model";
import { FINISHED, PHASES } from "./status";

/** How long a cancellation takes at speed 1, in ms; at speed 0 it takes a second. */
const CANCELLING_MS = 10_000;

/** Where a build stands at a time, and since when (ms). */
export function stand(course: Course, now: number): { status: string; since: number } {
  let since = course.from;
  const last = course.steps.length - 1;
  for (let index = 0; index < last; index++) {
    const step = course.steps[index] as Step;
    if (now < since + step.ms) return { status: step.status, since };
    since += step.ms;
  }
  return { status: (course.steps[last] as Step).status, since };
}

/** A course that stays in one status. */
export function held(status: string, from: number): Course {
  return { from, steps: [{ status, ms: Number.POSITIVE_INFINITY }] };
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

/** The phases that a definition of a region leads through; DISTRIBUTING only to another region or an account. */
export function phasesOf(definition: Definition, regionId: string): string[] {
  const elsewhere =
    definition.ToRegionIds.ToRegionId.some((target) => target !== regionId) ||
    definition.AddAccounts.AddAccount.length > 0;
  return PHASES.filter((phase) => {
    if (phase === "REPAIRING") return definition.RepairMode !== undefined;
    if (phase === "TESTING") return definition.TestContent !== undefined;
    if (phase === "DISTRIBUTING") return elsewhere;
    return true;
  });
}

/** Draws how a build ends: about 80 % SUCCESS. */
export function drawEnd(random: Random, tested: boolean): string {
  const draw = random();
  if (draw < 0.8) return "SUCCESS";
  if (draw < 0.9) return "FAILED";
  if (draw < 0.95) return tested ? "TEST_FAILED" : "FAILED";
  return "PARTITION_SUCCESS";
}

/** The whole plan of one build: phases of 20 to 600 s, cut short where it fails. */
export function drawPlan(random: Random, definition: Definition, regionId: string, end: string): Plan {
  const phases = phasesOf(definition, regionId).filter((phase) => {
    if (end === "FAILED") return phase !== "TESTING" && phase !== "DISTRIBUTING";
    return end !== "TEST_FAILED" || phase !== "DISTRIBUTING";
  });
  return { phases: phases.map((status) => ({ status, seconds: between(random, 20, 600) })), end };
}

/** Total seconds of a plan at speed 1. */
export function secondsOf(plan: Plan): number {
  return plan.phases.reduce((sum, phase) => sum + phase.seconds, 0);
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
