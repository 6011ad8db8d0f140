import type { Build, Template } from "./model";

/** How many builds are kept that could be derived again. More of them would outlive the collector's young heap. */
const MOST = 20_000;

/** Keeps what was derived from the seed for a while; the oldest goes first. */
export interface Derived {
  get(template: Template): readonly Build[] | undefined;
  set(template: Template, builds: readonly Build[]): void;
  delete(template: Template): void;
}

/** Nothing kept yet. */
export function createDerived(): Derived {
  const kept = new Map<Template, readonly Build[]>();
  let count = 0;
  const drop = (template: Template) => {
    count -= kept.get(template)?.length ?? 0;
    kept.delete(template);
  };
  return {
    get: (template) => kept.get(template),
    delete: drop,
    set(template, builds) {
      drop(template);
      kept.set(template, builds);
      count += builds.length;
      for (const oldest of kept.keys()) {
        if (count <= MOST) break;
        drop(oldest);
      }
    },
  };
}
