import type { State } from "./state";
import type { World } from "./world";

/** What may be in no state at all. What may not happen in a step is marked where the step is made. */
export function wrongHere(state: State): string | null {
  for (const { row, last, hadEffect } of state.attempts) {
    if (last === "succeeded" && state.exists && !state.reborn)
      return 'the last outcome says "succeeded", the template exists';
    if ((row === "settled" || row === "corrected") && hadEffect && (last === "failed" || last === "blocked"))
      return `settled as "${last}", and its delete took effect`;
  }
  return null;
}

/** What may not be left when nothing can happen any more and ECS could be read all the time. */
export function wrongAtTheEnd(state: State, world: World): string | null {
  for (const { row, last, gaveUp } of state.attempts) {
    if (row === "none") continue;
    if (row === "open" || row === "watched") return "an attempt holds its lock for ever";
    if (last === null) return "an intent is left without an outcome";
    if (last === "unknown" && !gaveUp) return '"unknown" stays the last outcome of a settled attempt';
  }
  if (world.collectors === 0) return null;
  const lastMoment = world.moments.at(-1);
  if (!state.exists && state.rowListed !== null) return "the row of a template that is gone stays";
  if (state.exists && state.rowListed === null && state.tombstone !== lastMoment)
    return "a template that exists is not shown";
  return null;
}
