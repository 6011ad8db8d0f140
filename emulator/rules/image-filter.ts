import type { Call } from "../actions/action";
import { bad, missing } from "../refusal";
import { INSTANCE_TYPES } from "../seed/catalogue";
import type { Image } from "../world/model";
import { commaList, optional } from "./parameters";
import { askedTags, hasTags } from "./tags";

const OWNERS = new Set(["system", "self", "others", "marketplace"]);

const STATUSES = new Set(["Creating", "Waiting", "Available", "UnAvailable", "CreateFailed", "Deprecated"]);

const FILTERS = new Set(["CreationStartTime", "CreationEndTime", "NetworkType"]);

/** Is a value one of those words, or absent? Throws 404 with the code given. */
function word(call: Call, name: string, words: readonly string[], code: string): string | undefined {
  const text = optional(call, name);
  if (text !== undefined && !words.includes(text))
    throw missing(code, `The specified ${name} does not exist.`);
  return text;
}

/** ImageOwnerAlias, if named. Throws 400 InvalidImageOwnerAlias.ValueNotSupported. */
function ownerOf(call: Call): string | undefined {
  const owner = optional(call, "ImageOwnerAlias");
  if (owner !== undefined && !OWNERS.has(owner)) {
    throw bad("InvalidImageOwnerAlias.ValueNotSupported", "The specified ImageOwnerAlias is not supported.");
  }
  return owner;
}

/** The architecture that an instance type needs. Throws 400 InvalidInstanceType.ValueNotSupported. */
function architectureFor(call: Call): string | undefined {
  const id = optional(call, "InstanceType");
  if (id === undefined) return undefined;
  const type = INSTANCE_TYPES.find((each) => each.id === id);
  if (!type)
    throw bad("InvalidInstanceType.ValueNotSupported", "The specified InstanceType is not supported.");
  return type.architecture === "ARM" ? "arm64" : "x86_64";
}

/** Filter.N: known keys, well-formed values. Throws 404 InvalidFilterKey.NotFound, InvalidFilterValue, 400 InvalidFilterValue.NetworkType. */
function period(call: Call): { from: number; to: number } {
  let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [name, key] of call.parameters) {
    const [, number] = /^Filter\.([1-9]\d{0,5})\.Key$/.exec(name) ?? [];
    if (!number) continue;
    const value = call.parameters.get(`Filter.${number}.Value`) ?? "";
    if (!FILTERS.has(key))
      throw missing("InvalidFilterKey.NotFound", "The specified Filter.N.Key does not exist.");
    if (key === "NetworkType") {
      if (value === "vpc" || value === "classic") continue;
      throw bad("InvalidFilterValue.NetworkType", "The specified NetworkType is not supported.");
    }
    const time = Date.parse(value);
    if (Number.isNaN(time))
      throw missing("InvalidFilterValue", "The specified Filter.N.Value does not exist.");
    if (key === "CreationStartTime") from = time;
    else to = time;
  }
  return { from, to };
}

/** Name with `*` as a wildcard, as DescribeImages takes it. Each part is looked for once, behind the one before. */
function nameTest(pattern: string | undefined): (name: string) => boolean {
  const [first = "", ...others] = (pattern ?? "*").split("*");
  const last = others.pop();
  if (last === undefined) return (name) => name === first;
  return (name) => {
    let at = first.length;
    for (const part of others) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return name.startsWith(first) && name.endsWith(last) && name.length - last.length >= at;
  };
}

/**
 * What DescribeImages filters by (page D21). Throws 400 InvalidImageOwnerAlias.ValueNotSupported, InvalidParamter (sic:
 * a Status that does not exist), InvalidInstanceType.ValueNotSupported, InvalidTagCount, 404 InvalidOSType,
 * InvalidArchitecture, InvalidUsage, InvalidFilterKey.NotFound, InvalidFilterValue.
 */
export function imageFilter(call: Call): (image: Image) => boolean {
  const owner = ownerOf(call);
  const statuses = commaList(optional(call, "Status"));
  if (!statuses.every((status) => STATUSES.has(status))) {
    throw bad("InvalidParamter", "The specified Status is not valid.");
  }
  const osType = word(call, "OSType", ["linux", "windows"], "InvalidOSType");
  const architecture = word(call, "Architecture", ["i386", "x86_64", "arm64"], "InvalidArchitecture");
  const usage = word(call, "Usage", ["instance", "none"], "InvalidUsage");
  const needed = architectureFor(call);
  const { from, to } = period(call);
  const ids = commaList(optional(call, "ImageId"));
  const family = optional(call, "ImageFamily");
  const group = optional(call, "ResourceGroupId");
  const tags = askedTags(call);
  const named = nameTest(optional(call, "ImageName"));
  const available = statuses.length === 0 || statuses.includes("Available");
  return (image) =>
    available &&
    usage !== "instance" &&
    (owner === undefined || image.owner === owner) &&
    (osType === undefined || image.osType === osType) &&
    (architecture === undefined || image.architecture === architecture) &&
    (needed === undefined || image.architecture === needed) &&
    (ids.length === 0 || ids.includes(image.id)) &&
    (family === undefined || image.family === family) &&
    (group === undefined || image.group === group) &&
    image.createdAt >= from &&
    image.createdAt <= to &&
    named(image.name) &&
    hasTags(image.tags, tags);
}
