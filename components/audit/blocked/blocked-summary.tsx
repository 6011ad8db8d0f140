"use client";

import { useTranslations } from "next-intl";
import type { BlockedPicture } from "@/lib/contracts/audit-blocked";
import { useTimeWords } from "./use-mark-words";

const NAMED = 3;

/** The picture in a sentence or two; what it leaves out is said too. */
export function BlockedSummary({ id, picture }: { readonly id: string; readonly picture: BlockedPicture }) {
  const t = useTranslations("blocked.summary");
  const times = useTimeWords();
  const { blocked, templates, lanes } = picture;
  const most = [...lanes]
    .sort((a, b) => b.blocked - a.blocked)
    .slice(0, NAMED)
    .map((lane) => t("of", { name: lane.name ?? lane.templateId, count: lane.blocked }));
  return (
    <div id={id} className="flex min-w-0 flex-1 basis-72 flex-col gap-0.5 text-ink-2 text-sm wrap-anywhere">
      <p>
        {t("counts", { blocked, templates })} <span className="text-ink">{most.join(" · ")}</span>
      </p>
      <p className="sr-only">
        {t("window", {
          from: times.whole(Date.parse(picture.from)),
          to: times.whole(Date.parse(picture.to)),
        })}
      </p>
      {templates > lanes.length ? <p>{t("moreLanes", { count: templates - lanes.length })}</p> : null}
      {picture.bucket === null ? null : <p>{t("counted", { count: picture.events })}</p>}
      {picture.barsCut ? <p>{t("barsCut")}</p> : null}
    </div>
  );
}
