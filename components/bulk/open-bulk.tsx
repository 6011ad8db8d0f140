"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { BulkSummary } from "@/lib/contracts/bulk";
import { bulkOptions } from "@/lib/queries/bulk";
import { countLines } from "./lines";
import { useCountWords } from "./use-count-words";

type OpenBulkProps = {
  readonly bulk: BulkSummary;
  readonly onPrepare: () => void;
  readonly onShow: () => void;
};

/** `12 of 40 deleted · Show`: a bulk delete that runs, or whose results were not closed, also after a reload. */
export function OpenBulk({ bulk, onPrepare, onShow }: OpenBulkProps) {
  const t = useTranslations("bulk.progress");
  const words = useCountWords();
  const { data } = useQuery(bulkOptions(bulk.id));
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-t bg-raised px-4 py-2">
      <p className="tabular-nums">
        {data
          ? words(countLines(data.items), data.wish)
          : bulk.wish === "queue"
            ? t("queueing", { queued: 0, count: bulk.count })
            : t("running", { deleted: 0, count: bulk.count })}
      </p>
      <Button onPointerEnter={onPrepare} onFocus={onPrepare} onClick={onShow}>
        {t("show")}
      </Button>
    </div>
  );
}
