import { type Exploration, explore } from "./model/explore";
import { REMOVALS } from "./model/removals";
import { RULES } from "./model/rules";
import { WORLDS } from "./model/world";
import { prove } from "./support/proof";

/**
 * The delete protocol as an explicit-state model: every reachable state of each world holds the invariants, and each rule
 * that is taken away breaks one of them, or is said to be no rule of safety.
 */
await prove("model", async () => {
  const whole = Object.values(WORLDS).map((world) => tell(explore(world, null)));
  const removals = REMOVALS.map(({ rule, world, stays }) => {
    const found = tell(explore(WORLDS[world], rule));
    const asExpected = stays === undefined ? found.counterexample !== null : found.complete;
    return { rule, says: RULES[rule], ...found, stays: stays ?? null, asExpected };
  });
  console.table(
    removals.map(({ rule, counterexample, states, stays }) => ({
      rule,
      states,
      "without it": counterexample?.wrong ?? `nothing wrong; stays: ${stays}`,
    })),
  );
  for (const { rule, counterexample } of removals)
    if (counterexample)
      console.log(`\nWithout ${rule}:\n  ${counterexample.trace.join("\n  ")}\n  => ${counterexample.wrong}`);
  const needed = removals.filter(({ stays }) => stays === null);
  const kept = removals.filter(({ stays }) => stays !== null);
  return {
    claims: [
      ...whole.map((run) => ({
        what: `every state of world ${run.world} keeps the invariants`,
        tries: run.states,
        failed: run.complete && run.ends > 0 ? 0 : 1,
        note: `${run.steps} steps, depth ${run.depth}, ${run.seconds} s`,
      })),
      {
        what: "a rule taken away is missed: the model finds a wrong outcome",
        tries: needed.length,
        failed: needed.filter(({ asExpected }) => !asExpected).length,
      },
      {
        what: "a rule said to be no rule of safety is none",
        tries: kept.length,
        failed: kept.filter(({ asExpected }) => !asExpected).length,
        note: kept.map(({ rule }) => rule).join(", "),
      },
    ],
    raw: { worlds: Object.values(WORLDS), whole, removals },
  };
});

function tell(run: Exploration): Exploration {
  const without = run.removed === null ? "" : ` without ${run.removed}`;
  console.log(`${run.world}${without}: ${run.states} states, depth ${run.depth}, ${run.seconds} s`);
  return run;
}
