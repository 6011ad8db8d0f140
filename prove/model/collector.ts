import { type Collecting, holdsLock, type State } from "./state";
import { type Step, type Steps, step } from "./step";
import type { Laws } from "./world";

/** A process whose clock runs ahead by this. */
const SKEW_SECONDS = 20;

/** Collectors list the region whenever they like and write whenever they like after that; a listing may lie. */
export const collectorSteps: Steps = (state, laws, now) => {
  if (laws.world.collectors === 0) return [];
  const began = now + (laws.keeps("database-times") ? 0 : SKEW_SECONDS);
  const steps: Step[] = [];
  let hasIdle = false;
  for (const [slot, collecting] of state.collectors.entries()) {
    const put = (what: string, next: Collecting) =>
      step(state, `collector ${slot + 1}: ${what}`, (to) => {
        to.collectors[slot] = next;
      });
    if (collecting === null) {
      if (hasIdle) continue;
      hasIdle = true;
      const isLast = state.moment === laws.world.moments.length - 1;
      if (isLast && isAsItShouldBe(state, now)) continue;
      if (state.exists) steps.push(put("lists it", { what: "listing", began, saw: true }));
      if (!state.exists || !isLast)
        steps.push(put("gets a listing without it", { what: "listing", began, saw: false }));
    } else if (collecting.what === "listing") {
      steps.push(
        step(state, `collector ${slot + 1}: writes its listing of ${collecting.began} s`, (next) => {
          next.collectors[slot] = null;
          if (collecting.saw) writeListed(next, collecting.began, laws);
          else if (mayLeave(next, collecting.began, laws))
            next.collectors[slot] = laws.keeps("vanish-reads")
              ? { what: "missing", began: collecting.began }
              : { what: "gone", began, wasThere: next.exists };
        }),
      );
    } else if (collecting.what === "missing") {
      steps.push(put("looks by ID", state.exists ? null : { what: "gone", began, wasThere: false }));
    } else {
      steps.push(
        step(state, `collector ${slot + 1}: records template.vanished`, (next) => {
          next.collectors[slot] = null;
          if (!laws.keeps("vanish-second-look") || mayLeave(next, collecting.began, laws))
            vanish(next, collecting.wasThere, now);
        }),
      );
    }
  }
  return steps;
};

/** At the last moment listings tell the truth, and there is one only where our copy is not right yet. */
function isAsItShouldBe({ exists, rowListed, tombstone }: State, now: number): boolean {
  return exists ? rowListed === now || tombstone === now : rowListed === null;
}

function writeListed(next: State, began: number, { keeps }: Laws): void {
  const grave = next.tombstone;
  if (grave !== null) {
    const beats = keeps("tombstone-only-earlier") ? grave >= began : true;
    if (beats && keeps("tombstone-beats-listing")) {
      if (grave < began) next.wrong ??= "a template that exists again is not shown";
      return;
    }
    if (next.rowListed === null && !next.exists && !next.reborn)
      next.wrong ??= "the row of a deleted template came back";
  }
  next.rowListed = Math.max(next.rowListed ?? began, began);
}

function mayLeave(state: State, began: number, { keeps }: Laws): boolean {
  if (state.rowListed === null || state.rowListed >= began) return false;
  return !keeps("vanish-waits") || !state.attempts.some(holdsLock);
}

function vanish(next: State, wasThere: boolean, now: number): void {
  next.vanished += 1;
  if (wasThere && !next.reborn) next.wrong ??= "template.vanished was recorded of a template that exists";
  if (next.reborn) {
    // What was recorded of its first life says nothing of the second.
  } else if (next.vanished > 1) next.wrong ??= "template.vanished was recorded twice";
  else if (next.attempts.some(({ last }) => last === "succeeded"))
    next.wrong ??= "one template was recorded as vanished and as deleted here";
  next.tombstone = now;
  next.rowListed = null;
}
