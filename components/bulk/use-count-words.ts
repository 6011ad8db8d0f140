"use client";

import { useTranslations } from "next-intl";
import type { BulkWish } from "@/lib/domain/bulk";
import type { Counts } from "./lines";

/** `12 of 40 deleted · 3 blocked · 25 to go`: only what there is. */
export function useCountWords(): (counts: Counts, wish: BulkWish) => string {
  const t = useTranslations("bulk.progress");
  return (counts, wish) => {
    const count = Object.values(counts).reduce((sum, each) => sum + each, 0);
    const words =
      wish === "queue"
        ? [t("queueing", { queued: counts.queued, count })]
        : [t("running", { deleted: counts.deleted, count })];
    if (wish === "delete" && counts.queued > 0) words.push(t("queued", { count: counts.queued }));
    for (const kind of ["blocked", "failed", "unknown"] as const) {
      if (counts[kind] > 0) words.push(t(kind, { count: counts[kind] }));
    }
    const left = counts.waiting + counts.deleting;
    if (left > 0) words.push(t("left", { count: left }));
    return words.join(" · ");
  };
}
