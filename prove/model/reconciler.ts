import { GIVE_UP_AFTER_MS, PRESENT_AFTER_MS, type Verdict } from "@/lib/domain/attempt";
import { settle } from "./settle";
import { type Attempt, type Band, holdsLock, type Reading, type State } from "./state";
import { type Step, type Steps, step } from "./step";
import type { Laws } from "./world";

/** Each reconciler reads whenever it likes, and writes whenever it likes after that. */
export const reconcilerSteps: Steps = (state, laws, now) => {
  const steps: Step[] = [];
  const tried = new Set<string>();
  for (const [slot, reading] of state.readings.entries()) {
    if (reading !== null) steps.push(...writes(state, slot, reading, laws, now));
    else if (!tried.has("idle")) {
      // Idle ones are alike: one of them stands for all.
      tried.add("idle");
      for (const [index, attempt] of state.attempts.entries())
        if (holdsLock(attempt)) steps.push(...reads(state, slot, index, attempt, laws, now));
    }
  }
  for (const [index, attempt] of state.attempts.entries())
    steps.push(...byTheClock(state, index, attempt, laws, now));
  return steps;
};

function reads(state: State, slot: number, index: number, attempt: Attempt, laws: Laws, now: number): Step[] {
  const band = bandOf(attempt, now);
  const see = (saw: "gone" | "present", what: string) =>
    step(state, `reconciler ${slot + 1}: reads ${"AB"[index]}'s template, ${what}`, (next) => {
      next.readings[slot] = { of: index, saw, band, row: attempt.row, last: attempt.last };
    });
  const steps = [state.exists ? see("present", "present") : see("gone", "gone")];
  if (state.exists && !laws.keeps("gone-both"))
    steps.push(see("gone", "the list by ID is empty (no permission)"));
  return steps;
}

function bandOf(attempt: Attempt, began: number): Band {
  if (began > attempt.fence) return "late";
  return began >= attempt.opened + PRESENT_AFTER_MS / 1000 ? "middle" : "early";
}

/** A moment of that band: the product's rules tell no two of them apart. */
function began(attempt: Attempt, band: Band): number {
  if (band === "late") return attempt.fence * 1000 + 1;
  return attempt.opened * 1000 + (band === "middle" ? PRESENT_AFTER_MS : 0);
}

function writes(state: State, slot: number, reading: NonNullable<Reading>, laws: Laws, now: number): Step[] {
  const { of, saw, row, last } = reading;
  const attempt = state.attempts[of];
  if (!attempt) return [];
  const band = laws.keeps("read-begins") ? reading.band : bandOf(attempt, now);
  const verdict: Verdict = { kind: saw, began: began(attempt, band) };
  const believed = laws.keeps("compare-and-set") ? undefined : { row, last };
  return [
    step(state, `reconciler ${slot + 1}: writes that ${"AB"[of]}'s is ${saw}`, (next) => {
      next.readings[slot] = null;
      settle(next, of, verdict, laws, now, believed);
    }),
  ];
}

function byTheClock(state: State, index: number, attempt: Attempt, laws: Laws, now: number): Step[] {
  const steps: Step[] = [];
  if (!holdsLock(attempt)) return steps;
  if (laws.world.givesUp && now >= attempt.opened + GIVE_UP_AFTER_MS / 1000)
    steps.push(
      step(state, `seven days without a read: ${"AB"[index]} is given up`, (next) =>
        settle(next, index, { kind: "gave-up", now: now * 1000 }, laws, now),
      ),
    );
  if (!laws.keeps("read-ends-watch") && attempt.row === "watched" && now > attempt.fence)
    steps.push(
      step(state, `the clock alone ends ${"AB"[index]}'s watch`, (next) => {
        const self = next.attempts[index];
        if (self) Object.assign(self, { row: "settled", by: "clock" });
      }),
    );
  return steps;
}
