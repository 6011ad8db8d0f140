"use client";

import { useTranslations } from "next-intl";
import { Duration } from "@/components/ui/duration";
import { RelativeTime } from "@/components/ui/relative-time";
import type { UsualDuration } from "@/lib/domain/usual-duration";

type OutlookProps = {
  readonly startedAt: string | null;
  /** Null: it was not started from this console. */
  readonly startedBy: string | null;
  readonly usual: UsualDuration | null;
};

/** Since when and by whom the blocking build runs, and how long builds of the template took: seen, never promised. */
export function Outlook({ startedAt, startedBy, usual }: OutlookProps) {
  const t = useTranslations("templates.outlook");
  return (
    <>
      {startedAt ? (
        <>
          {t("started")} <RelativeTime at={startedAt} tabStop={false} />
          {", "}
        </>
      ) : null}
      {startedBy === null ? t("notHere") : t("by", { name: startedBy })}
      {usual === null
        ? null
        : t.rich("usual", { count: usual.builds, time: () => <Duration ms={usual.ms} /> })}
    </>
  );
}
