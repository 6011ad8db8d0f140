import type { Call } from "../actions/action";
import { bad } from "../refusal";
import { optional } from "./parameters";

/** A whole number within limits, or the usual one when absent. Throws 400 with the code given. */
export function wholeNumber(
  call: Call,
  name: string,
  [low, high]: readonly [number, number],
  usual: number,
  code = `InvalidParameter.${name}`,
): number {
  const text = optional(call, name);
  if (text === undefined) return usual;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (value < low || value > high) throw bad(code, `${name} takes a whole number from ${low} to ${high}.`);
  return value;
}

/** `true` or `false`, or the usual one when absent. Throws 400 InvalidParameter.<Name>. */
export function flag(call: Call, name: string, usual: boolean): boolean {
  const text = optional(call, name)?.toLowerCase();
  if (text === undefined) return usual;
  if (text !== "true" && text !== "false")
    throw bad(`InvalidParameter.${name}`, `${name} takes true or false.`);
  return text === "true";
}

/** One of a list of words, or undefined when absent. Throws 400 with the code given. */
export function oneOf(call: Call, name: string, words: readonly string[], code: string): string | undefined {
  const text = optional(call, name);
  if (text !== undefined && !words.includes(text)) throw bad(code, `${name} takes ${words.join(", ")}.`);
  return text;
}
