import "server-only";

type LookListener = (regionId: string, templateIds: readonly string[]) => void;

type Watching = { at: number; readonly listeners: Set<LookListener> };

// Routes and background are bundled apart: what they share within the process hangs on the global object.
const shared = globalThis as typeof globalThis & { imagekeeperWatching?: Watching };

function watching(): Watching {
  shared.imagekeeperWatching ??= { at: performance.now(), listeners: new Set() };
  return shared.imagekeeperWatching;
}

/** After this long without anybody the collector slows to a keep-alive pace. */
const KEEP_ALIVE_AFTER_MS = 10 * 60_000;

/** Somebody looks, so many milliseconds ago: a page, an API or a live connection of this or another replica. */
export function noteWatched(agoMs = 0): void {
  watching().at = Math.max(watching().at, performance.now() - agoMs);
}

/** These rows are in view: what of them is due is read first. */
export function noteLook(items: readonly { readonly regionId: string; readonly id: string }[]): void {
  noteWatched();
  const byRegion = new Map<string, string[]>();
  for (const { regionId, id } of items) {
    const ids = byRegion.get(regionId);
    if (ids === undefined) byRegion.set(regionId, [id]);
    else ids.push(id);
  }
  for (const [regionId, ids] of byRegion)
    for (const listener of [...watching().listeners]) listener(regionId, ids);
}

/** Calls `listener` for the rows that come into view; the result ends it. */
export function onLook(listener: LookListener): () => void {
  watching().listeners.add(listener);
  return () => watching().listeners.delete(listener);
}

/** Milliseconds since somebody looked, at most since the process began. */
export function unwatchedMs(): number {
  return performance.now() - watching().at;
}

/** Whether nobody has looked for ten minutes. */
export function isUnwatched(): boolean {
  return unwatchedMs() > KEEP_ALIVE_AFTER_MS;
}
