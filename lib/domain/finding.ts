/** `refused`: ECS would not take it. `note`: it would, or nobody could look. */
type FindingWeight = "refused" | "note";

const FINDING_RULES = [
  // By the request alone.
  "missing",
  "not-together",
  "name",
  "description",
  "range",
  "too-many",
  "words",
  "tag",
  "content-size",
  "content-commands",
  "content-empty",
  "content-command",
  "from-ignored",
  "not-carried",
  // By looking at the cloud and at our copy.
  "base-gone",
  "base-unchecked",
  "region-gone",
  "regions-unchecked",
  "other-account",
  "same-name",
] as const;
type FindingRule = (typeof FINDING_RULES)[number];

/** One thing that was found about a definition before it is sent to ECS. `params` fill the sentence of its rule. */
export type Finding = {
  readonly weight: FindingWeight;
  readonly rule: FindingRule;
  readonly params: Readonly<Record<string, string | number>>;
};
