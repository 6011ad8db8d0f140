import { browserParts } from "./browser-parts";
import { createHub, type LiveHub, type LiveListener } from "./hub";

const LINGER_MS = 1_000;
let hub: LiveHub | null = null;
let users = 0;
let leaving: ReturnType<typeof setTimeout> | undefined;
/** Those who hear along; a part of a page may begin before the page itself has joined. */
const along = new Set<LiveListener>();

/** The one hub of this tab; it lives on between two pages and ends when no page listens any more. */
export function joinHub(since: number, listener: LiveListener): { hub: LiveHub; leave: () => void } {
  clearTimeout(leaving);
  hub ??= openHub(since);
  users += 1;
  const joined = hub;
  const unsubscribe = joined.subscribe(since, listener);
  return {
    hub: joined,
    leave() {
      unsubscribe();
      users -= 1;
      if (users > 0) return;
      leaving = setTimeout(() => {
        joined.stop();
        hub = null;
      }, LINGER_MS);
    },
  };
}

/** Hears every change from now on, as long as a page of this tab listens too. */
export function overhear(listener: LiveListener): () => void {
  along.add(listener);
  return () => {
    along.delete(listener);
  };
}

function openHub(since: number): LiveHub {
  const opened = createHub(since, browserParts());
  opened.subscribe(Number.POSITIVE_INFINITY, (news) => {
    for (const listener of along) listener(news);
  });
  return opened;
}
