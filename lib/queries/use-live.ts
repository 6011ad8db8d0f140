import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { type Applied, applyNews } from "./apply-news";
import { keys } from "./keys";
import type { LiveHub } from "./live/hub";
import { joinHub } from "./live/tab-hub";
import type { LiveState } from "./live/types";

/** Numbers that only the server knows are read again soon, but not often. */
const RECOUNT_SOON_MS = 5_000;
const RECOUNT_SELDOM_MS = 30_000;

/**
 * Keeps everything cached fresh from the change number that the page was rendered at, and tells how the connection
 * stands. `onApplied` is called after each change.
 */
export function useLive(since: number, onApplied: (applied: Applied) => void): LiveState {
  const client = useQueryClient();
  const [hub, setHub] = useState<LiveHub | null>(null);
  const told = useEffectEvent(onApplied);

  useEffect(() => {
    let recount: ReturnType<typeof setTimeout> | undefined;
    let recounted = Number.NEGATIVE_INFINITY;
    const joined = joinHub(since, (news) => {
      const applied = applyNews(client, news, performance.now());
      if (applied.recountNeeded) {
        const now = performance.now();
        const wait = Math.max(RECOUNT_SOON_MS, recounted + RECOUNT_SELDOM_MS - now);
        recount ??= setTimeout(() => {
          recount = undefined;
          recounted = performance.now();
          if (document.hidden) return;
          void client.invalidateQueries({ queryKey: keys.overview });
        }, wait);
      }
      told(applied);
    });
    setHub(joined.hub);
    return () => {
      clearTimeout(recount);
      joined.leave();
    };
  }, [client, since]);

  return useSyncExternalStore(
    hub?.onState ?? noSubscription,
    () => hub?.state() ?? "connecting",
    () => "connecting",
  );
}

function noSubscription() {
  return () => undefined;
}
