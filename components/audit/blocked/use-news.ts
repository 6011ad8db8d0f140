"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { AuditPage } from "@/lib/contracts/audit";
import { paths } from "@/lib/paths";
import { fetchJson } from "@/lib/queries/fetch-json";

const EVERY_MS = 15_000;
const COUNTED_MAX = 100;

/**
 * How many events of the picture are newer than number `newest`, up to 100: looked for while the page is in view, and
 * when it comes back into view. Never when `isOver`: the window ends in the past. A look that fails is tried again.
 */
export function useNews(query: string, newest: number, isOver: boolean): number {
  const [found, setFound] = useState({ newest, count: 0 });

  const look = useEffectEvent(async (signal: AbortSignal) => {
    if (document.hidden) return;
    const params = new URLSearchParams(query);
    params.set("limit", String(COUNTED_MAX));
    const page = await fetchJson<AuditPage>(paths.api.auditBlockedEvents(params.toString()), signal).catch(
      () => null,
    );
    if (page) setFound({ newest, count: page.items.filter(({ seq }) => seq > newest).length });
  });

  useEffect(() => {
    if (isOver) return;
    const abort = new AbortController();
    const onLook = () => void look(abort.signal);
    const timer = setInterval(onLook, EVERY_MS);
    window.addEventListener("focus", onLook);
    document.addEventListener("visibilitychange", onLook);
    return () => {
      abort.abort();
      clearInterval(timer);
      window.removeEventListener("focus", onLook);
      document.removeEventListener("visibilitychange", onLook);
    };
  }, [isOver]);

  return found.newest === newest ? found.count : 0;
}
