import { wholeSeconds } from "../clock";
import { between, pick, type Random, seeded } from "../random";
import { drawEnd, drawPlan, drawSeconds, held, lasting, type Traits } from "../world/course";
import { makeBuildId } from "../world/identity";
import type { Build, Course, Step } from "../world/model";
import { FINISHED, PHASES } from "../world/status";
import { type Place, seededFeatures, traitsOf } from "./features";

const DAY = 86_400_000;

/** ms of the time from a seeded template's creation to the start of the endpoint: 30 to 400 days. */
export function ageOf(seed: string, regionId: string, place: number): number {
  return wholeSeconds(seeded(seed, "age", regionId, place)() * 370 * DAY) + 30 * DAY;
}

function countOf(random: Random, kind: string): number {
  if (kind === "never") return 0;
  if (kind === "fifty") return 50;
  return between(random, 1, 49);
}

const isRunning = (kind: string) => kind === "CANCELLING" || (PHASES as readonly string[]).includes(kind);

/** A build that was already under way when the endpoint started, and where it goes from there. */
function underway(random: Random, at: Place, traits: Traits, startedAt: number, speed: number) {
  const status = at.kind;
  if (status === "CANCELLING") {
    const ms = lasting(10, speed);
    const steps: Step[] = [
      { status, ms },
      { status: "CANCELLED", ms: Number.POSITIVE_INFINITY },
    ];
    return { createdAt: startedAt - between(random, 60, 500) * 1000, course: { from: startedAt, steps } };
  }
  const plan = drawPlan(random, traits, drawEnd(random, traits));
  const has = plan.phases.some((phase) => phase.status === status);
  const going = has ? plan : drawPlan(random, traits, "SUCCESS");
  const place = going.phases.findIndex((phase) => phase.status === status);
  const before = going.phases.slice(0, place).reduce((sum, phase) => sum + phase.seconds, 0);
  const seconds = going.phases[place]?.seconds ?? 60;
  const done = between(random, 1, Math.max(1, Math.floor(seconds / 2)));
  const steps: Step[] = [
    { status, ms: done * 1000 + lasting(seconds - done, speed) },
    ...going.phases.slice(place + 1).map((phase) => ({ ...phase, ms: lasting(phase.seconds, speed) })),
    { status: going.end, ms: Number.POSITIVE_INFINITY },
  ];
  return {
    createdAt: startedAt - (before + done) * 1000,
    course: { from: startedAt - done * 1000, steps } satisfies Course,
  };
}

function endOf(random: Random, traits: Traits): string {
  const drawn = drawEnd(random, traits);
  return drawn === "FAILED" && random() < 0.3 ? "CANCELLED" : drawn;
}

/**
 * The builds of a seeded template, oldest first. All but a running latest one ended before `startedAt` (ms), none
 * overlaps another, and creation times are whole seconds that differ.
 */
export function seededBuilds(at: Place, ordinal: number, startedAt: number, speed: number): Build[] {
  const traits = traitsOf(seededFeatures(at));
  const random = seeded(at.seed, "builds", at.regionId, at.place);
  const count = countOf(random, at.kind);
  const age = ageOf(at.seed, at.regionId, at.place);
  const slot = age / (count + 1);
  const builds: Build[] = [];
  for (let number = 0; number < count; number++) {
    const id = makeBuildId(at.regionId, ordinal, random);
    const latest = number === count - 1;
    const tags = random() < 0.1 ? [{ TagKey: "trigger", TagValue: pick(random, ["nightly", "manual"]) }] : [];
    if (latest && isRunning(at.kind)) {
      builds.push({ id, number, tags, text: null, ...underway(random, at, traits, startedAt, speed) });
    } else {
      const end = latest && FINISHED.has(at.kind) ? at.kind : endOf(random, traits);
      const seconds = drawSeconds(random, traits, end === "CANCELLED" ? "FAILED" : end);
      const createdAt = startedAt - age + wholeSeconds((number + random() * 0.8) * slot);
      builds.push({ id, number, tags, text: null, createdAt, course: held(end, createdAt + seconds * 1000) });
    }
  }
  return builds;
}
