import { useTranslations } from "next-intl";
import type { RateLine } from "@/lib/contracts/regions";
import { RatePlot } from "./rate-plot";

type RateRowProps = { readonly line: RateLine; readonly regionId: string; readonly most: number };

/** One operation: what was used of which limit in this minute and the hour, what was throttled and by whom, and a plot. */
export function RateRow({ line, regionId, most }: RateRowProps) {
  const t = useTranslations("regions");
  const name = line.operation === null ? line.action : t(`operations.${line.operation}`);
  const now = line.minutes.at(-1);
  const limit = line.minutes.findLast((minute) => minute.limit !== null)?.limit ?? null;
  const sum = (of: (minute: (typeof line.minutes)[number]) => number) =>
    line.minutes.reduce((total, minute) => total + of(minute), 0);
  const hour = {
    used: sum((minute) => minute.collector + minute.user),
    ours: sum((minute) => minute.throttledOurs),
    others: sum((minute) => minute.throttledOthers),
  };
  const used = (now?.collector ?? 0) + (now?.user ?? 0);
  const figures = t("figures", {
    used,
    limit: limit ?? 0,
    hasLimit: String(limit !== null),
    hour: hour.used,
  });
  const throttled = t("throttled", { ours: hour.ours, others: hour.others, all: hour.ours + hour.others });
  return (
    <li className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[minmax(0,1fr)_20rem] sm:items-center">
      <div>
        <p className="font-medium">{name}</p>
        <p className="text-ink-2 tabular-nums">{figures}</p>
        <p className={hour.ours + hour.others > 0 ? "text-bad tabular-nums" : "text-ink-2 tabular-nums"}>
          {throttled}
        </p>
      </div>
      <RatePlot
        minutes={line.minutes}
        most={most}
        label={t("plot", { operation: name, region: regionId, figures, throttled })}
      />
    </li>
  );
}
