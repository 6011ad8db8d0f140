import { type Control, ControlError } from "./control";

/** Times have years of four digits, also those of builds that begin at the end. */
const END = Date.UTC(9001, 0);

/** As if so much wall time had passed. */
export const advanceClock: Control = {
  method: "POST",
  path: "clock",
  run(endpoint, { body }) {
    const { advanceSeconds } = body;
    if (typeof advanceSeconds !== "number" || !(advanceSeconds >= 0 && advanceSeconds <= 3.2e9)) {
      throw new ControlError(400, "advanceSeconds must be a number of seconds, not negative");
    }
    if (endpoint.desk.clock.now() + advanceSeconds * 1000 > END) {
      throw new ControlError(400, "the clock ends with the year 9000");
    }
    endpoint.advance(advanceSeconds * 1000);
    return { body: { now: new Date(endpoint.desk.clock.now()).toISOString() } };
  },
};
