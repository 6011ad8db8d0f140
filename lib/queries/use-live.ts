import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { type Applied, applyNews } from "./apply-news";
import type { LiveHub } from "./live/hub";
import { joinHub } from "./live/tab-hub";
import type { LiveState } from "./live/types";

/**
 * Keeps everything cached fresh from the change number that the page was rendered at, and tells how the connection
 * stands. `onApplied` is called after each change.
 */
export function useLive(since: number, onApplied: (applied: Applied) => void): LiveState {
  const client = useQueryClient();
  const [hub, setHub] = useState<LiveHub | null>(null);
  const told = useEffectEvent(onApplied);

  useEffect(() => {
    const joined = joinHub(since, (news) => told(applyNews(client, news, performance.now())));
    setHub(joined.hub);
    return joined.leave;
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
