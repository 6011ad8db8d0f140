import { type Control, ControlError } from "./control";

/** As if so much wall time had passed. */
export const advanceClock: Control = {
  method: "POST",
  path: "clock",
  run({ desk }, { body }) {
    const { advanceSeconds } = body;
    if (typeof advanceSeconds !== "number" || !(advanceSeconds >= 0 && advanceSeconds <= 3.2e9)) {
      throw new ControlError(400, "advanceSeconds must be a number of seconds, not negative");
    }
    desk.clock.advance(advanceSeconds * 1000);
    return { body: { now: new Date(desk.clock.now()).toISOString() } };
  },
};
