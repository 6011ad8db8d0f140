"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useStatusWord } from "@/components/shell/build-status";
import type { BlockedBar, BlockedLane, BlockedMark } from "@/lib/contracts/audit-blocked";

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" } as const;
/** Texts that one lane keeps. */
const KEPT_MAX = 2_000;
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

type Counts = { readonly blocked: number; readonly others: number };

/**
 * What marks and bars are called, for everyone who does not see them. Kept: times are dear to write, and every step
 * through time asks for all of them again.
 */
export function useMarkWords() {
  const t = useTranslations("blocked");
  const status = useStatusWord();
  const times = useTimeWords();
  const [kept] = useState(() => new Map<string, string>());
  const nameOf = (lane: BlockedLane) => lane.name ?? lane.templateId;
  const keep = (key: string, write: () => string): string => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= KEPT_MAX) kept.clear();
    const text = write();
    kept.set(key, text);
    return text;
  };
  const writeOne = (mark: BlockedMark, lane: BlockedLane): string => {
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
  };
  const writeBar = (bar: BlockedBar): string =>
    t("bar.title", {
      build: bar.buildId,
      status: bar.status ? status(bar.status) : "none",
      extent: bar.extent,
      from: times.whole(Date.parse(bar.from)),
      to: bar.to === null ? "now" : times.whole(Date.parse(bar.to)),
    });
  return {
    one: (mark: BlockedMark, lane: BlockedLane) => keep(`${mark.seq}`, () => writeOne(mark, lane)),
    several: (counts: Counts, lane: BlockedLane, from: number, to: number) =>
      keep(`${from} ${to} ${counts.blocked} ${counts.others}`, () =>
        t("mark.several", { ...counts, name: nameOf(lane), from: times.whole(from), to: times.whole(to) }),
      ),
    bar: (bar: BlockedBar) => keep(`${bar.buildId} ${bar.status} ${bar.to}`, () => writeBar(bar)),
  };
}
