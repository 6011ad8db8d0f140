import "server-only";

/** Somebody was faster: thrown inside a transaction, it takes the event back that was appended for nothing. */
export class Overtaken extends Error {}

/** For `catch`: null for what was overtaken, every other error goes on. */
export function overtaken(error: unknown): null {
  if (error instanceof Overtaken) return null;
  throw error;
}
