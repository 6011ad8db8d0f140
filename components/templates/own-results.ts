import { announce } from "@/components/shell/announcer";

/** A result stands alone this long before a summary of other changes may take its place. */
const ALONE_MS = 6_000;
let saidAt = Number.NEGATIVE_INFINITY;
const deletedHere = new Set<string>();

/** Says the result of what the user did, and keeps summaries away from it for a while. */
export function announceResult(text: string): void {
  saidAt = performance.now();
  announce(text);
}

/** How many milliseconds a summary has to wait for the last result to be read. */
export function waitForResult(): number {
  return Math.max(0, saidAt + ALONE_MS - performance.now());
}

/** Remembers a template (by its key) whose delete was confirmed here: its dialog tells what became of it. */
export function rememberDelete(key: string): void {
  deletedHere.add(key);
}

export function isDeletedHere(key: string): boolean {
  return deletedHere.has(key);
}
