import type { Call } from "../actions/action";
import { bad } from "../refusal";
import type { AnswerTag } from "../world/model";
import { MEMBERS } from "./parameters";
import { lengthOf } from "./text";

/** A tag as a request names it; a key without a value filters for any value. */
export interface AskedTag {
  readonly key: string;
  readonly value: string | undefined;
}

/** The tags of a parameter such as `Tag.1.Key`, `Tag.1.Value`. Throws 400 with the code given for more than 20. */
export function askedTags(call: Call, name = "Tag", code = `InvalidParameter.${name}`): AskedTag[] {
  const numbers = new Set<number>();
  for (const key of call.parameters.keys()) {
    if (!key.startsWith(`${name}.`)) continue;
    const [, number] = /^([1-9]\d{0,5})\.(Key|Value)$/.exec(key.slice(name.length + 1)) ?? [];
    if (number) numbers.add(Number(number));
  }
  if (numbers.size > MEMBERS) throw bad(code, `${name} takes at most ${MEMBERS} tags.`);
  return [...numbers]
    .sort((left, right) => left - right)
    .map((number) => ({
      key: call.parameters.get(`${name}.${number}.Key`) ?? "",
      value: call.parameters.get(`${name}.${number}.Value`),
    }));
}

const hasAddress = (text: string) => text.includes("http://") || text.includes("https://");

/** Throws 400 with the code given: 1 to 128 characters, none of the cloud's own prefixes, no address. */
export function checkKey(key: string, code = "InvalidTagKey.Malformed"): void {
  const length = lengthOf(key);
  if (length < 1 || length > 128 || /^(aliyun|acs:)/.test(key) || hasAddress(key)) {
    throw bad(code, "The specified Tag.N.Key is not valid.");
  }
}

/** Throws 400 with the code given: at most 128 characters, not the cloud's own prefix, no address. */
export function checkValue(value: string, code = "InvalidTagValue.Malformed"): void {
  if (lengthOf(value) > 128 || value.startsWith("acs:") || hasAddress(value)) {
    throw bad(code, "The specified Tag.N.Value is not valid.");
  }
}

/**
 * The tags that a write gives to something, as answers show them.
 * Throws 400 InvalidTagKey.Malformed, InvalidTagValue.Malformed, Duplicate.TagKey.
 */
export function givenTags(call: Call, name = "Tag"): AnswerTag[] {
  const asked = askedTags(call, name);
  for (const { key, value } of asked) {
    checkKey(key);
    checkValue(value ?? "");
  }
  if (new Set(asked.map(({ key }) => key)).size < asked.length) {
    throw bad("Duplicate.TagKey", "The Tag.N.Key contains a duplicate key.");
  }
  return asked.map(({ key, value }) => ({ TagKey: key, TagValue: value ?? "" }));
}

/** Has something all the tags that were asked for? */
export function hasTags(tags: readonly AnswerTag[], asked: readonly AskedTag[]): boolean {
  return asked.every(({ key, value }) =>
    tags.some(
      (tag) =>
        (key === "" || tag.TagKey === key) && (value === undefined || value === "" || tag.TagValue === value),
    ),
  );
}
