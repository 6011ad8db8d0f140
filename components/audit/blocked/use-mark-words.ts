"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useStatusWord } from "@/components/shell/build-status";
import type { BlockedBar, BlockedLane, BlockedMark } from "@/lib/contracts/audit-blocked";

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" } as const;
const DAY = { month: "short", day: "numeric", timeZone: "UTC" } as const;

/** Times of the picture in words, always UTC as the log has them. */
export function useTimeWords() {
  const format = useFormatter();
  return {
    day: (time: number) => format.dateTime(time, DAY),
    minute: (time: number) => format.dateTime(time, CLOCK),
    second: (time: number) => format.dateTime(time, { ...CLOCK, second: "2-digit" }),
    whole: (time: number) => format.dateTime(time, { ...DAY, ...CLOCK, second: "2-digit" }),
  };
}

/** What marks and bars are called, for everyone who does not see them. */
export function useMarkWords() {
  const t = useTranslations("blocked");
  const status = useStatusWord();
  const times = useTimeWords();
  const nameOf = (lane: BlockedLane) => lane.name ?? lane.templateId;
  return {
    one(mark: BlockedMark, lane: BlockedLane): string {
      const values = {
        kind: mark.kind,
        name: nameOf(lane),
        time: times.whole(Date.parse(mark.at)),
        actor: mark.actor ?? "none",
      };
      if (mark.buildId === null) return t("mark.one", values);
      return t("mark.byBuild", {
        ...values,
        build: mark.buildId,
        status: mark.buildStatus ? status(mark.buildStatus) : "none",
      });
    },
    several(
      counts: { blocked: number; others: number },
      lane: BlockedLane,
      from: number,
      to: number,
    ): string {
      return t("mark.several", {
        ...counts,
        name: nameOf(lane),
        from: times.whole(from),
        to: times.whole(to),
      });
    },
    bar(bar: BlockedBar): string {
      return t("bar.title", {
        build: bar.buildId,
        status: bar.status ? status(bar.status) : "none",
        extent: bar.extent,
        from: times.whole(Date.parse(bar.from)),
        to: bar.to === null ? "now" : times.whole(Date.parse(bar.to)),
      });
    },
  };
}
