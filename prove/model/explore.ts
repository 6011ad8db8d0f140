import { cloudSteps } from "./cloud";
import { collectorSteps } from "./collector";
import { encode } from "./encode";
import { initialStates } from "./initial";
import { wrongAtTheEnd, wrongHere } from "./invariants";
import { queueSteps } from "./queue";
import { reconcilerSteps } from "./reconciler";
import type { Rule } from "./rules";
import { senderSteps } from "./sender";
import type { State } from "./state";
import { type Step, step } from "./step";
import type { Laws, World } from "./world";

export type Exploration = {
  readonly world: string;
  readonly removed: Rule | null;
  readonly states: number;
  readonly steps: number;
  readonly ends: number;
  readonly depth: number;
  readonly seconds: number;
  /** False when the search stopped at `most` states. */
  readonly complete: boolean;
  /** The shortest way to a state that breaks an invariant. */
  readonly counterexample: { readonly wrong: string; readonly trace: readonly string[] } | null;
};

/** Every state that can be reached, breadth first, until there is no new one or one of them is wrong. */
export function explore(world: World, removed: Rule | null, most = Number.POSITIVE_INFINITY): Exploration {
  const laws: Laws = { world, keeps: (rule) => rule !== removed };
  const keepsFacts = removed === "compare-and-set";
  const started = performance.now();
  const keys: string[] = [];
  const parents: number[] = [];
  const seen = new Set<string>();
  const add = (key: string, parent: number): number | null => {
    if (seen.has(key)) return null;
    seen.add(key);
    parents.push(parent);
    return keys.push(key) - 1;
  };
  let steps = 0;
  let ends = 0;
  let depth = 0;
  const result = (complete: boolean, wrong: string | null, at: number, last: string | null): Exploration => ({
    world: world.name,
    removed,
    states: keys.length,
    steps,
    ends,
    depth,
    seconds: Math.round((performance.now() - started) / 100) / 10,
    complete,
    counterexample:
      wrong === null
        ? null
        : { wrong, trace: [...trace(laws, keys, parents, at, keepsFacts), ...(last ? [last] : [])] },
  });

  let frontier: { state: State; at: number }[] = [];
  for (const state of initialStates(world)) {
    const at = add(encode(state, keepsFacts), -1);
    if (at !== null) frontier.push({ state, at });
  }
  while (frontier.length > 0) {
    const found: { state: State; at: number }[] = [];
    for (const { state, at } of frontier) {
      let moved = false;
      for (const { what, next } of stepsOf(state, laws)) {
        steps += 1;
        const wrong = next.wrong ?? wrongHere(next);
        if (wrong !== null) return result(false, wrong, at, what);
        const key = encode(next, keepsFacts);
        const added = add(key, at);
        if (added !== null) found.push({ state: next, at: added });
        moved ||= key !== keys[at];
      }
      if (moved) continue;
      ends += 1;
      const wrong = wrongAtTheEnd(state, world);
      if (wrong !== null) return result(false, wrong, at, null);
    }
    if (found.length > 0) depth += 1;
    if (keys.length > most) return result(false, null, 0, null);
    frontier = found;
  }
  return result(true, null, 0, null);
}

function stepsOf(state: State, laws: Laws): Step[] {
  const now = laws.world.moments[state.moment] ?? 0;
  return [
    ...senderSteps(state, laws, now),
    ...cloudSteps(state, laws, now),
    ...reconcilerSteps(state, laws, now),
    ...collectorSteps(state, laws, now),
    ...queueSteps(state, laws, now),
    ...timePasses(state, laws),
  ];
}

/** Time stands still before what must be over by then; the first attempt begins at moment 0 where it alone counts. */
function timePasses(state: State, { world }: Laws): Step[] {
  const then = world.moments[state.moment + 1];
  if (then === undefined) return [];
  if (state.attempts.some(({ wires }) => wires.some(({ until }) => until < then))) return [];
  const first = state.attempts[0]?.sender;
  if (world.collectors === 0 && (first === "guarded" || (first === "none" && world.queue))) return [];
  return [
    step(state, `— ${then} s`, (next) => {
      next.moment += 1;
    }),
  ];
}

/** The steps that led to a state, by walking down from its first ancestor again. */
function trace(laws: Laws, keys: string[], parents: number[], at: number, keepsFacts: boolean): string[] {
  const path: string[] = [];
  for (let index = at; index >= 0; index = parents[index] ?? -1) path.unshift(keys[index] ?? "");
  let state = initialStates(laws.world).find((first) => encode(first, keepsFacts) === path[0]);
  const words: string[] = [];
  for (const key of path.slice(1)) {
    if (!state) break;
    const taken = stepsOf(state, laws).find(({ next }) => encode(next, keepsFacts) === key);
    words.push(taken?.what ?? "?");
    state = taken?.next;
  }
  return words;
}
