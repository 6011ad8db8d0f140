import type { Call } from "../actions/action";
import { bad, missing } from "../refusal";
import { INSTANCE_TYPES } from "../seed/catalogue";
import { ownerIdOf } from "../world/image-json";
import type { Image } from "../world/model";
import { flag, oneOf } from "./numbers";
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

/** ImageOwnerId, of shared images only. Throws 400 InvalidOperation.ImageOwnerIdUnsupported, InvalidParameter.ImageOwnerId. */
function ownerIdAsked(call: Call, owner: string | undefined): number | undefined {
  const id = optional(call, "ImageOwnerId");
  if (id === undefined) return undefined;
  if (!/^\d{1,16}$/.test(id)) throw bad("InvalidParameter.ImageOwnerId", "ImageOwnerId takes an account ID.");
  if (owner !== undefined && owner !== "others") {
    throw bad("InvalidOperation.ImageOwnerIdUnsupported", `ImageOwnerId is not supported with ${owner}.`);
  }
  return Number(id);
}

/**
 * Yes-or-no filters that every image here answers alike; false: they let none through. No image is of a community.
 * Throws 400 InvalidImageOwnerAlias.PublicImageUnsupported, DryRunOperation, InvalidParameter.<Name>.
 */
function plainFilters(call: Call, owner: string | undefined): boolean {
  const community = flag(call, "IsPublic", false);
  if (community && (owner === "system" || owner === "marketplace")) {
    const code = "InvalidImageOwnerAlias.PublicImageUnsupported";
    throw bad(code, `IsPublic is not supported with ${owner}.`);
  }
  oneOf(call, "ActionType", ["CreateEcs", "ChangeOS"], "InvalidParameter.ActionType");
  flag(call, "ShowExpired", false);
  const alike = ["IsSupportCloudinit", "IsSupportIoOptimized", "Usable"];
  const fits = alike.map((name) => flag(call, name, true)).every(Boolean);
  if (flag(call, "DryRun", false)) throw bad("DryRunOperation", "The request would be answered.");
  return fits && !community && optional(call, "SnapshotId") === undefined;
}

/** The tags of the filter. Throws 400 InvalidTagCount, InvalidTag.Mismatch (a value without a key). */
function tagsAsked(call: Call) {
  const tags = askedTags(call, "Tag", "InvalidTagCount");
  if (tags.some(({ key }) => key === "")) {
    throw bad("InvalidTag.Mismatch", "The specified Tag.N.Key and Tag.N.Value do not match.");
  }
  return tags;
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
 * a Status that does not exist), InvalidInstanceType.ValueNotSupported and those of the functions above, 404 InvalidOSType,
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
  const ownerId = ownerIdAsked(call, owner);
  const others = plainFilters(call, owner);
  const usage = word(call, "Usage", ["instance", "none"], "InvalidUsage");
  const needed = architectureFor(call);
  const { from, to } = period(call);
  const ids = commaList(optional(call, "ImageId"));
  const family = optional(call, "ImageFamily");
  const group = optional(call, "ResourceGroupId");
  const tags = tagsAsked(call);
  const named = nameTest(optional(call, "ImageName"));
  const available = statuses.length === 0 || statuses.includes("Available");
  return (image) =>
    available &&
    others &&
    (ownerId === undefined || ownerIdOf(image) === ownerId) &&
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
