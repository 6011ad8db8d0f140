import { useTranslations } from "next-intl";
import type { MarkKind } from "@/lib/contracts/audit-blocked";
import { barLooks } from "./bar-looks";
import { MarkShape } from "./mark-shape";

const MARKS: readonly MarkKind[] = ["blocked", "queued", "deleted", "other"];
const BARS = [
  { word: "running", status: "BUILDING", extent: "running" },
  { word: "succeeded", status: "SUCCESS", extent: "exact" },
  { word: "partial", status: "PARTITION_SUCCESS", extent: "exact" },
  { word: "failed", status: "FAILED", extent: "exact" },
  { word: "cancelled", status: "CANCELLED", extent: "exact" },
  { word: "unknown", status: null, extent: "unknown" },
] as const;

/** What the signs and the bars mean. */
export function Legend() {
  const t = useTranslations("blocked.legend");
  return (
    <ul aria-label={t("label")} className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-xs">
      {MARKS.map((kind) => (
        <li key={kind} className="flex items-center gap-1.5">
          <svg aria-hidden viewBox="-9 -9 18 18" className="size-4 shrink-0">
            <MarkShape kind={kind} />
          </svg>
          {t(`mark.${kind}`)}
        </li>
      ))}
      {BARS.map(({ word, ...bar }) => (
        <li key={word} className="flex items-center gap-1.5">
          <svg aria-hidden viewBox="0 0 22 12" className="h-3 w-5.5 shrink-0">
            <rect x={0.5} y={0.5} width={21} height={11} rx={3} className={barLooks(bar)} />
          </svg>
          {t(`bar.${word}`)}
        </li>
      ))}
    </ul>
  );
}
