import type { Call } from "../actions/action";
import { bad, Refusal } from "../refusal";

/** The value of a parameter; an empty one counts as absent, as the gateway drops it. */
export function optional(call: Call, name: string): string | undefined {
  return call.parameters.get(name) || undefined;
}

/** The value of a parameter that must be there. Throws MissingParameter.<Name> with that status. */
export function required(call: Call, name: string, status = 400): string {
  const value = optional(call, name);
  if (value === undefined) {
    throw new Refusal(status, `MissingParameter.${name}`, `${name} is mandatory for this action.`);
  }
  return value;
}

/** How many members a list parameter may have, unless its rule says otherwise. */
export const MEMBERS = 20;

/** The members of a list parameter `Name.1`, `Name.2` …, in the order of their numbers; gaps are allowed. */
function members(call: Call, name: string): string[] {
  const found: [number, string][] = [];
  for (const [key, value] of call.parameters) {
    if (!key.startsWith(`${name}.`) || value === "") continue;
    const number = key.slice(name.length + 1);
    if (/^[1-9]\d{0,5}$/.test(number)) found.push([Number(number), value]);
  }
  return found.sort(([left], [right]) => left - right).map(([, value]) => value);
}

/** A list of at most 20 members. Throws 400 with the code given. */
export function limitedMembers(call: Call, name: string, code = `InvalidParameter.${name}`): string[] {
  const list = members(call, name);
  if (list.length > MEMBERS) throw bad(code, `${name} takes at most ${MEMBERS} members.`);
  return list;
}

/** The members of a comma list parameter. */
export function commaList(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}
