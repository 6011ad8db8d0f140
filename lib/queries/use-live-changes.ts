import { useEffect, useEffectEvent } from "react";
import type { LiveChange } from "@/lib/contracts/live";
import { overhear } from "./live/tab-hub";

/** Tells a dialog of every change after it opened, beside the page's own use of the connection. */
export function useLiveChanges(onChange: (change: LiveChange) => void): void {
  const told = useEffectEvent(onChange);
  useEffect(
    () =>
      overhear((news) => {
        if (news.kind === "change") told(news.change);
      }),
    [],
  );
}
