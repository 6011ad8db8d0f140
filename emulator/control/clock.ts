import { type Control, ControlError } from "./control";

/** As if so much wall time had passed. */
export const advanceClock: Control = {
  method: "POST",
  path: "clock",
  run(endpoint, { body }) {
    const { advanceSeconds } = body;
    if (typeof advanceSeconds !== "number" || !(advanceSeconds >= 0 && advanceSeconds <= 3.2e9)) {
      throw new ControlError(400, "advanceSeconds must be a number of seconds, not negative");
    }
    endpoint.advance(advanceSeconds * 1000);
    return { body: { now: new Date(endpoint.desk.clock.now()).toISOString() } };
  },
};
