import "server-only";
import type { NumberedChange } from "./read-changes";

/** A change as the bytes of its event, written once for all clients. */
export type LiveFrame = { readonly seq: number; readonly key: string | null; readonly bytes: Uint8Array };

/** Changes that go out together, oldest first, at least one. */
export type LiveBatch = {
  readonly frames: readonly LiveFrame[];
  readonly first: number;
  readonly last: number;
  readonly bytes: Uint8Array;
};

/** The event of a change. */
export function frameOf({ seq, key, text }: NumberedChange): LiveFrame {
  return { seq, key, bytes: Buffer.from(`id: ${seq}\nevent: change\ndata: ${text}\n\n`) };
}

/** Of several changes of one row the newest, in the order of their numbers; those up to `after` are left out. */
export function coalesce(frames: Iterable<LiveFrame>, after = 0): LiveFrame[] {
  const newest = new Map<string | number, LiveFrame>();
  for (const frame of frames) {
    if (frame.seq <= after) continue;
    const key = frame.key ?? frame.seq;
    // Taken out first: a Map keeps the place of what it had.
    newest.delete(key);
    newest.set(key, frame);
  }
  return [...newest.values()];
}

/** Null for none. */
export function batchOf(frames: readonly LiveFrame[]): LiveBatch | null {
  const [first, last] = [frames[0], frames.at(-1)];
  if (first === undefined || last === undefined) return null;
  const bytes = frames.length === 1 ? first.bytes : Buffer.concat(frames.map((frame) => frame.bytes));
  return { frames, first: first.seq, last: last.seq, bytes };
}
