import { hashText, letters, type Random } from "../random";

/** The two letters that IDs of a region begin with, as the cloud's do. */
const CODES: Readonly<Record<string, string>> = {
  "cn-hangzhou": "bp",
  "cn-shanghai": "uf",
  "cn-beijing": "2z",
  "cn-shenzhen": "wz",
  "cn-hongkong": "j6",
  "cn-qingdao": "m5",
  "cn-zhangjiakou": "8v",
  "cn-huhehaote": "hp",
  "cn-chengdu": "2v",
  "ap-southeast-1": "t4",
  "ap-southeast-5": "k1",
  "ap-northeast-1": "6w",
  "eu-central-1": "gw",
  "eu-west-1": "d7",
  "us-west-1": "rj",
  "us-east-1": "0x",
};

/** The two letters of a region. */
function codeOf(regionId: string): string {
  return CODES[regionId] ?? (hashText(regionId) % 1296).toString(36).padStart(2, "0");
}

/** An ID such as `ip-bp…` of 20 characters after the prefix. */
export function makeId(prefix: string, regionId: string, random: Random): string {
  return `${prefix}-${codeOf(regionId)}${letters(random, 18)}`;
}

const FACTOR = 0x9e3779b1;
const INVERSE = inverseOf(FACTOR);

/** The number that undoes a multiplication by an odd one, modulo 2^32. */
function inverseOf(odd: number): number {
  let inverse = odd;
  for (let round = 0; round < 5; round++) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse));
  return inverse;
}

/**
 * An execution's ID. Its last seven characters are the template's ordinal, scrambled, so that a build is found by
 * its ID without an index of a million entries.
 */
export function makeBuildId(regionId: string, ordinal: number, random: Random): string {
  const product = Math.imul(ordinal ^ 0x5bd1e995, FACTOR) >>> 0;
  const scrambled = (product ^ (product >>> 16)) >>> 0;
  return `exec-${codeOf(regionId)}${letters(random, 11)}${scrambled.toString(36).padStart(7, "0")}`;
}

/** The ordinal of the template that an execution's ID belongs to; any number for an ID not made here. */
export function ordinalOf(executionId: string): number {
  const scrambled = Number.parseInt(executionId.slice(-7), 36) >>> 0;
  return (Math.imul((scrambled ^ (scrambled >>> 16)) >>> 0, INVERSE) ^ 0x5bd1e995) >>> 0;
}
