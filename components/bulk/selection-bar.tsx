"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { MAX_BULK } from "@/lib/domain/bulk";

type SelectionBarProps = {
  readonly count: number;
  readonly onPrepare: () => void;
  readonly onClear: () => void;
  readonly onDelete: () => void;
};

/** How many are selected, and what can be done with them. It stands under the rows, so that none moves when it comes. */
export function SelectionBar({ count, onPrepare, onClear, onDelete }: SelectionBarProps) {
  const t = useTranslations("bulk.select");
  const why = useId();
  const tooMany = count > MAX_BULK;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-t bg-raised px-4 py-2">
      <p className="font-medium tabular-nums">{t("count", { count })}</p>
      {tooMany ? (
        <p id={why} className="text-ink-2 text-sm">
          {t("tooMany", { max: MAX_BULK })}
        </p>
      ) : null}
      <div className="ms-auto flex flex-wrap gap-2">
        <Button variant="ghost" onClick={onClear}>
          {t("clear")}
        </Button>
        <Button
          variant="danger"
          icon={<Trash2 aria-hidden className="size-4" />}
          aria-disabled={tooMany || undefined}
          aria-describedby={tooMany ? why : undefined}
          onPointerEnter={onPrepare}
          onFocus={onPrepare}
          onClick={() => {
            if (!tooMany) onDelete();
          }}
        >
          {t("delete", { count })}
        </Button>
      </div>
    </div>
  );
}
