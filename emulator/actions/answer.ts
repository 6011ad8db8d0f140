/** The answer of a call that lists: items already written as JSON, so that they can be kept and joined. */
export interface Listing {
  readonly kind: "list";
  readonly items: readonly string[];
  /** What stands beside the list, such as TotalCount and NextToken. */
  readonly head: Readonly<Record<string, string | number>>;
  /** A token that asks for this page again, where pages have tokens. */
  readonly again?: () => string;
  /** The same call is answered the same until this time (ms) or a change; absent: never twice. */
  readonly until?: number;
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
