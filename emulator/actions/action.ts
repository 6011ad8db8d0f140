import type { Clock } from "../clock";
import type { KeptAnswers } from "../http/kept-answers";
import type { Order } from "../options";
import type { Random } from "../random";
import type { Change } from "../world/changes";
import type { World } from "../world/world";
import type { Fields, Listing, ListShape } from "./answer";
import type { ClientTokens } from "./client-tokens";
import type { Tokens } from "./tokens";

/** One call whose signature was good. */
export interface Call {
  readonly action: string;
  readonly version: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly requestId: string;
  /** The endpoint's time at which it came, in ms. */
  readonly now: number;
}

/** What actions work with. */
export interface Desk {
  world: World;
  readonly clock: Clock;
  readonly random: Random;
  readonly order: Order;
  readonly tokens: Tokens;
  readonly clientTokens: ClientTokens;
  /** Answers that were given, until something changes. */
  readonly kept: KeptAnswers;
  readonly quotas: Quotas;
  /** Makes a change come true, and keeps it. */
  change(change: Change): void;
}

/** How many templates and components a region may have; null: any number. */
export interface Quotas {
  readonly templates: number | null;
  readonly components: number | null;
}

/** An operation: one file each, registered in the table. */
export interface Action {
  readonly name: string;
  readonly version: string;
  /** Absent for calls that write. */
  readonly list?: ListShape;
  /** Validates, acts, answers. Throws Refusal with the documented code. */
  run(desk: Desk, call: Call): Listing | Fields;
}

/** The version of ECS that this endpoint speaks. */
export const ECS = "2014-05-26";
