"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import type { Column } from "@/components/data-table/types";
import { StatusBadge } from "@/components/shell/build-status";
import { TemplateCell } from "@/components/shell/template-cell";
import { useNow } from "@/components/ui/clock";
import { Hint } from "@/components/ui/hint";
import { RelativeTime } from "@/components/ui/relative-time";
import type { BinItem } from "@/lib/contracts/recycle-bin";
import { NEVER_BUILT } from "@/lib/domain/build-status";

/** The columns of the recycle bin; `actions` draws what may be done with a template of it. */
export function useBinColumns(actions: (item: BinItem) => ReactNode): readonly Column<BinItem>[] {
  const t = useTranslations("recycleBin.columns");
  return useMemo(
    () => [
      {
        id: "template",
        track: "minmax(12.5rem, 1.8fr)",
        label: t("template"),
        isRowHeader: true,
        card: "wide",
        cell: (item) => <TemplateCell name={item.name} id={item.id} />,
      },
      {
        id: "region",
        track: "minmax(6.5rem, 0.8fr)",
        label: t("region"),
        leave: "second",
        cell: (item) => <span className="block truncate">{item.regionId}</span>,
      },
      {
        id: "gone",
        track: "minmax(6.5rem, 0.8fr)",
        label: t("gone"),
        cell: (item) => <RelativeTime at={item.goneAt} className="text-ink-2" />,
      },
      {
        id: "by",
        track: "minmax(7rem, 0.9fr)",
        label: t("by"),
        cell: (item) => <By item={item} />,
      },
      {
        id: "lastBuild",
        track: "minmax(8.5rem, 1fr)",
        label: t("lastBuild"),
        cell: (item) => <LastBuild item={item} />,
      },
      {
        id: "left",
        track: "minmax(5.5rem, 0.6fr)",
        label: t("left"),
        cell: (item) => <Left item={item} />,
      },
      {
        id: "actions",
        track: "minmax(7rem, 12rem)",
        label: "",
        hiddenLabel: t("actions"),
        card: "end",
        cell: actions,
      },
    ],
    [t, actions],
  );
}

function By({ item }: { readonly item: BinItem }) {
  const t = useTranslations("recycleBin.row");
  if (item.how === "vanished") {
    return (
      <Hint text={t("vanishedHint")}>
        <span tabIndex={-1} className="block w-fit max-w-full truncate">
          {t("vanished")}
        </span>
      </Hint>
    );
  }
  return (
    <Hint text={item.by ?? t("unknownBy")} whenTruncated>
      <span className="block truncate">{item.by ?? t("unknownBy")}</span>
    </Hint>
  );
}

function LastBuild({ item }: { readonly item: BinItem }) {
  const t = useTranslations("recycleBin.row");
  return (
    <div className="flex min-w-0 flex-col items-start justify-center">
      <StatusBadge status={item.lastBuild?.status ?? NEVER_BUILT} />
      {item.buildCount > 0 ? (
        <span className="truncate text-ink-2 text-sm">{t("builds", { count: item.buildCount })}</span>
      ) : null}
    </div>
  );
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3600 * 1000;

function Left({ item }: { readonly item: BinItem }) {
  const t = useTranslations("recycleBin.row");
  // The minute that has begun counts as over: no more days are promised than there are.
  const now = useNow(MINUTE_MS) + MINUTE_MS;
  const days = Math.max(0, Math.floor((Date.parse(item.expiresAt) - now) / DAY_MS));
  return (
    <time
      dateTime={item.expiresAt}
      className={days < 7 ? "whitespace-nowrap text-warn" : "whitespace-nowrap text-ink-2"}
    >
      {t("left", { days })}
    </time>
  );
}
