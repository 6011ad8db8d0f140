import type { Call, Desk } from "./actions/action";
import type { Fields, Listing } from "./actions/answer";
import { actionOf } from "./actions/table";
import { createEndpoint, type Endpoint } from "./endpoint";
import { DEFAULTS, type Settings } from "./options";
import { seeded } from "./random";
import { Refusal } from "./refusal";

/** Noon of a day: where the clock of these tests stands. */
const NOON = Date.UTC(2026, 0, 1, 12);

/** An endpoint without sockets, with a fixed clock and fixed random numbers. */
export function endpointForTest(settings: Partial<Settings> = {}): Endpoint {
  return createEndpoint({ ...DEFAULTS, speed: 0, ...settings }, () => NOON, seeded("tests"));
}

/** Calls an operation past signature and wire; a refusal is given as its status and code. */
export function ask(
  desk: Desk,
  action: string,
  parameters: Readonly<Record<string, string>>,
  version = "2014-05-26",
): Listing | Fields | { readonly kind: "refused"; readonly status: number; readonly code: string } {
  const operation = actionOf(action, version);
  if (!operation) throw new Error(`there is no ${action}`);
  const now = desk.clock.now();
  const call: Call = {
    action,
    version,
    parameters: new Map(Object.entries(parameters)),
    requestId: "R",
    now,
  };
  try {
    return operation.run(desk, call);
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", status: error.status, code: error.code };
    throw error;
  }
}
