"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { type Age, ageOf, ageStep } from "./age";
import { useNow, useZone } from "./clock";
import { Hint } from "./hint";

type RelativeTimeProps = {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** `ago`: "5 min ago"; `elapsed`: "5 min", for what still runs. */
  readonly style?: "ago" | "elapsed";
  /** Whether Tab stops here, which shows the absolute time to keyboard users. */
  readonly tabStop?: boolean;
  readonly className?: string;
};

/** How long ago, ticking; the absolute time with its zone on hover and focus. */
export function RelativeTime({ at, style = "ago", tabStop = true, className }: RelativeTimeProps) {
  const t = useTranslations("ui.age");
  const locale = useLocale();
  const zone = useZone();
  const time = Date.parse(at);
  const rough = useNow(60_000) - time;
  const now = useNow(ageStep(Math.max(0, rough - 60_000)));
  const age = ageOf(now - time, style);
  return (
    <Hint text={<AbsoluteTime at={at} />}>
      <time
        dateTime={at}
        tabIndex={tabStop ? 0 : undefined}
        className={clsx("whitespace-nowrap rounded-sm", className)}
      >
        {words(age, style, t, () => shortDate(time, now, locale, zone))}
      </time>
    </Hint>
  );
}

/** Date, time to the second and zone in the reader's language; put it into a hint or a detail. */
function AbsoluteTime({ at }: { readonly at: string }) {
  const locale = useLocale();
  const zone = useZone();
  return new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(new Date(at));
}

type AgeWords = ReturnType<typeof useTranslations<"ui.age">>;

function words(age: Age, style: "ago" | "elapsed", t: AgeWords, date: () => string): string {
  if (age.unit === "now") return t("now");
  if (age.unit === "date") return date();
  return t(`${style}.${age.unit}`, { count: age.count });
}

function shortDate(time: number, now: number, locale: string, timeZone: string): string {
  const sameYear = new Date(time).getUTCFullYear() === new Date(now).getUTCFullYear();
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(new Date(time));
}
