import { newAttempt, type State } from "./state";
import type { World } from "./world";

const BUILDS = ["finished", "running", "odd"] as const;

/** Where a world begins: the template exists, nothing was asked for yet but, where only that counts, the first delete. */
export function initialStates(world: World): State[] {
  const begins = world.queue || world.guards || world.collectors > 0 ? "none" : "guarded";
  return BUILDS.slice(0, world.guards ? BUILDS.length : 1).map((build) => ({
    moment: 0,
    exists: true,
    reborn: false,
    attempts: Array.from({ length: world.attempts }, (_, index) => ({
      ...newAttempt(),
      ...(index === 0 ? { sender: begins } : {}),
    })),
    readings: Array.from({ length: world.reconcilers }, () => null),
    collectors: Array.from({ length: world.collectors }, () => null),
    rowListed: world.collectors > 0 ? -1 : null,
    tombstone: null,
    vanished: 0,
    build,
    queue: { state: world.queue ? "waiting" : "ended", intent: null },
    wrong: null,
  }));
}
