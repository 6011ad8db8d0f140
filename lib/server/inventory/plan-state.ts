import "server-only";

/** What the planner knows of a template. Times are milliseconds of the process's clock. */
export type TemplateState = {
  /** When the last complete read of its builds began; null: never. */
  readonly readAt: number | null;
  readonly running: boolean;
  /** Somebody said that it changed. */
  readonly hinted: boolean;
  /** A complete listing lacked it: to be looked at by ID. */
  readonly suspect: boolean;
  readonly failures: number;
  /** When it was asked for last, read or not; 0: never. Who cannot be read goes to the end of the line like all others. */
  readonly triedAt: number;
  /** A delete waits for its builds to end. */
  readonly awaited: boolean;
  /** When its running build ends if it is like the ones before; null: nothing is expected. */
  readonly expectedAt: number | null;
  /** After a failure: not before. */
  readonly retryAt: number;
  readonly busy: boolean;
};

/** When calls of one operation were sent in the last minute, oldest first. */
export type CallTimes = readonly number[];

export type RegionPlan = {
  readonly regionId: string;
  readonly listedAt: number | null;
  readonly listBusy: boolean;
  readonly listHinted: boolean;
  readonly listRetryAt: number;
  /** After a failure that is the region's, not one template's: not before. */
  readonly pausedUntil: number;
  readonly lastSweepAt: number;
  readonly templates: ReadonlyMap<string, TemplateState>;
  /** Every template is in one of these: something is the matter with it, never read, or the rest by age, oldest first. */
  readonly urgent: ReadonlySet<string>;
  readonly fresh: ReadonlySet<string>;
  readonly idle: ReadonlySet<string>;
  /** What somebody has in view. */
  readonly looked: ReadonlySet<string>;
  /** How many have a running build. */
  readonly running: number;
  readonly listCalls: CallTimes;
  readonly buildCalls: CallTimes;
};

export type Why = "hint" | "vanish" | "first" | "running" | "sweep";

export type Read =
  | { readonly kind: "list" }
  | { readonly kind: "builds"; readonly templateId: string; readonly why: Exclude<Why, "vanish"> }
  | { readonly kind: "vanish"; readonly templateId: string };

export type Plan = {
  readonly reads: readonly Read[];
  /** When to plan again if nothing happens before; Infinity when only an event can bring work. */
  readonly wakeAt: number;
};

/** What is known of a template that was just found. */
export const NEW_TEMPLATE: TemplateState = {
  readAt: null,
  running: false,
  hinted: false,
  suspect: false,
  failures: 0,
  triedAt: 0,
  awaited: false,
  expectedAt: null,
  retryAt: 0,
  busy: false,
};
