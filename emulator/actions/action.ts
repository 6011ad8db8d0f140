import type { Clock } from "../clock";
import type { Order } from "../options";
import type { Random } from "../random";
import type { World } from "../world/world";
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
}

/** The answer of a call that lists: items already written as JSON, so that they can be kept and joined. */
export interface Listing {
  readonly kind: "list";
  readonly items: readonly string[];
  /** What stands beside the list, such as TotalCount and NextToken. */
  readonly head: Readonly<Record<string, string | number>>;
  /** A token that asks for this page again, where pages have tokens. */
  readonly again?: string;
}

/** Any other answer, less its RequestId. */
export interface Fields {
  readonly kind: "fields";
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Where a list stands in the answer, such as ["ImagePipeline", "ImagePipelineSet"], and how it is paged. */
export interface ListShape {
  readonly path: readonly [string, string];
  readonly paging: "token" | "number" | "none";
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
