import type { Edited } from "../world/model";

/** How long an answer stays true: until a time (ms), and as long as what it is about is of the same edition. */
export interface Lasting {
  readonly until: number;
  readonly about: Readonly<Edited>;
}

/** The answer of a call that lists: items already written as JSON, so that they can be kept and joined. */
export interface Listing {
  readonly kind: "list";
  readonly items: readonly string[];
  /** What stands beside the list, such as TotalCount and NextToken. */
  readonly head: Readonly<Record<string, string | number>>;
  /** A token that asks for this page again, where pages have tokens. */
  readonly again?: () => string;
  /** How long the same call is answered the same; absent: never twice. */
  readonly lasting?: Lasting;
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
