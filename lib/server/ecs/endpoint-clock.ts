import "server-only";

/** What an answer tells of the endpoint's clock: its `Date` header, and our clock around it. All in milliseconds. */
export type ClockSample = { readonly date: number; readonly sentAt: number; readonly answeredAt: number };

/** The endpoint's clock as far as its answers tell it. */
export type EndpointClock = {
  /** The earliest that it can be there now, so that a window is never taken for begun before it is. */
  now(): number;
  learn(sample: ClockSample): void;
};

/** A `Date` header names a whole second. */
const RESOLUTION_MS = 1_000;
/** Before the first answer: machines that keep their clocks by NTP are nearer than this. */
const UNKNOWN_MS = 250;

/**
 * Each answer bounds the difference between both clocks, all of them together to some milliseconds. An answer that
 * contradicts the others (a clock was set) outweighs them.
 */
export function createEndpointClock(now: () => number): EndpointClock {
  let least = -UNKNOWN_MS;
  let most = UNKNOWN_MS;
  return {
    now: () => now() + least,
    learn({ date, sentAt, answeredAt }) {
      const from = date - answeredAt;
      const to = date + RESOLUTION_MS - sentAt;
      const isNews = from > most || to < least;
      least = isNews ? from : Math.max(least, from);
      most = isNews ? to : Math.min(most, to);
    },
  };
}
