import { type Step, type Steps, step } from "./step";

/** The queue's own steps: what it makes of its last try. */
export const queueSteps: Steps = (state, laws) => {
  const { queue } = state;
  if (!laws.world.queue || queue.state === "ended") return [];
  const end = (why: string): Step =>
    step(state, `queue: ends (${why})`, (next) => {
      next.queue.state = "ended";
    });
  if (queue.intent === null) return state.tombstone === null ? [] : [end("the template is gone")];
  const attempt = state.attempts[queue.intent];
  if (attempt?.sender !== "over") return [];
  const nothingHappened = attempt.by === "refused" || attempt.by === "not-sent";
  if (nothingHappened || !laws.keeps("queue-ends"))
    return [
      step(state, "queue: waits for its next try", (next) => {
        next.queue.intent = null;
      }),
    ];
  return [end("its try may have been carried out")];
};
