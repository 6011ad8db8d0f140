"use client";

import { useFormatter } from "next-intl";
import { useZone } from "@/components/ui/clock";

/** A moment that lies ahead, to the minute. */
export function UntilTime({ at }: { readonly at: string }) {
  const format = useFormatter();
  const timeZone = useZone();
  return (
    <time dateTime={at} className="whitespace-nowrap text-ink-2">
      {format.dateTime(new Date(at), {
        timeZone,
        month: "short",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      })}
    </time>
  );
}
