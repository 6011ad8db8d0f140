import "server-only";

type HintListener = (regionId: string, templateId: string) => void;

// Routes and background are bundled apart: what they share within the process hangs on the global object.
const shared = globalThis as typeof globalThis & { imagekeeperHints?: Set<HintListener> };

function listeners(): Set<HintListener> {
  shared.imagekeeperHints ??= new Set();
  return shared.imagekeeperHints;
}

/** "This template changed": whoever collects in this process reads it next instead of finding it by and by. */
export function hint(regionId: string, templateId: string): void {
  for (const listener of [...listeners()]) listener(regionId, templateId);
}

/** Calls `listener` for each hint; the result ends it. */
export function onHint(listener: HintListener): () => void {
  listeners().add(listener);
  return () => listeners().delete(listener);
}
