import "server-only";
import type { DbClock } from "@/lib/server/context";
import type { DatabaseHandle } from "@/lib/server/db/open";
import type { TestConsole } from "./console";

/** The same console on another handle of its database, as another process would have it, so many seconds later. */
export function asAnotherProcess(
  console: TestConsole,
  { db, clock }: Pick<DatabaseHandle, "db" | "clock">,
  seconds: number,
): TestConsole {
  const parts = { db, clock: ahead(clock, seconds) };
  return {
    ...console,
    clock: parts.clock,
    as: (role, changes) => console.as(role, { ...parts, ...changes }),
    system: (changes) => console.system({ ...parts, ...changes }),
  };
}

function ahead(clock: DbClock, seconds: number): DbClock {
  return {
    now: async (executor) => new Date(Date.parse(await clock.now(executor)) + seconds * 1000).toISOString(),
  };
}
