import type { Kept } from "./rules";

/** What one exploration may do. All in seconds since the first intent; deadlines are the protocol's own. */
export type World = {
  readonly name: string;
  readonly about: string;
  /** Moments at which anything may happen: each deadline has one just before and one just after it. */
  readonly moments: readonly number[];
  readonly attempts: number;
  readonly reconcilers: number;
  readonly collectors: number;
  readonly givesUp: boolean;
  /** Another tool may delete the template. */
  readonly outsider: boolean;
  /** A template may exist again after it was gone. */
  readonly rebirth: boolean;
  /** ECS refuses nothing by itself, and a build runs: only our guard stands before it. */
  readonly guards: boolean;
  readonly queue: boolean;
};

export type Laws = { readonly world: World; readonly keeps: Kept };

const WEEK = 7 * 24 * 3600;
const NOTHING = {
  attempts: 1,
  reconcilers: 0,
  collectors: 0,
  givesUp: false,
  outsider: false,
  rebirth: false,
  guards: false,
  queue: false,
};

const ONE = [0, 4, 6, 12, 44, 46, 72, 77, 100, 888, 900, 908, 956, 961, 968, 974, 976, 981, 1200];

export const WORLDS = {
  one: {
    ...NOTHING,
    name: "one",
    about: "one attempt, two reconcilers, another tool",
    moments: ONE,
    reconcilers: 2,
    outsider: true,
  },
  week: {
    ...NOTHING,
    name: "week",
    about: "the same, ECS unreadable for as long as seven days",
    moments: [...ONE, WEEK - 1, WEEK],
    reconcilers: 2,
    outsider: true,
    givesUp: true,
  },
  two: {
    ...NOTHING,
    name: "two",
    about: "a second attempt by somebody else once the lock is free",
    moments: [0, 4, 12, 46, 77, 900, 908, 968, 976, 980, 1022, 1060, 1200, 1877, 1945, 1953, 2300],
    attempts: 2,
    reconcilers: 1,
    outsider: false,
  },
  copy: {
    ...NOTHING,
    name: "copy",
    about: "our copy: two collectors (a lost lease), listings in flight and lying, another tool",
    moments: [0, 46, 1200],
    reconcilers: 1,
    collectors: 2,
    outsider: true,
  },
  rebirth: {
    ...NOTHING,
    name: "rebirth",
    about: "our copy, one collector: the template exists again after it was gone",
    moments: [0, 46, 1200],
    reconcilers: 1,
    collectors: 1,
    outsider: true,
    rebirth: true,
  },
  guard: {
    ...NOTHING,
    name: "guard",
    about: "the guard alone: a running build, and an ECS that would refuse nothing",
    moments: [0, 4, 46, 976],
    reconcilers: 1,
    guards: true,
  },
  queue: {
    ...NOTHING,
    name: "queue",
    about: "a queued delete's tries, and attempts by hand",
    moments: [0, 4, 46, 976, 980, 1022, 1953, 2300],
    attempts: 2,
    reconcilers: 1,
    queue: true,
  },
} as const satisfies Record<string, World>;
