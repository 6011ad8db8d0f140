"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { CHOOSABLE_COLUMNS, formatColumns, USUAL_COLUMNS } from "@/lib/contracts/template-columns";
import type { ColumnChoice } from "./use-column-choice";

/** Which columns the table has. Cards, which have room for all, have no such choice. */
export function ColumnPicker({ columns, choose }: ColumnChoice) {
  const t = useTranslations("templates.columns");
  return (
    <div className="hidden @min-[54rem]:block">
      <Popover
        label={t("choose")}
        triggerClass={buttonClass()}
        trigger={
          <>
            <Columns3 aria-hidden className="size-4" />
            {t("choose")}
          </>
        }
        align="end"
        className="w-60"
      >
        <div className="flex flex-col">
          {CHOOSABLE_COLUMNS.map((column) => (
            <label
              key={column}
              className="flex h-8 cursor-pointer items-center gap-2.5 rounded-sm px-2 hover:bg-sunken"
            >
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={columns.includes(column)}
                onChange={(event) =>
                  choose(
                    event.target.checked ? [...columns, column] : columns.filter((each) => each !== column),
                  )
                }
              />
              {t(column === "build" ? "latestBuild" : column === "image" ? "baseImage" : column)}
            </label>
          ))}
          <p className="px-2 pt-1 text-ink-2 text-xs">{t("always")}</p>
          <button
            type="button"
            className={buttonClass("ghost")}
            aria-disabled={formatColumns(columns) === null || undefined}
            onClick={() => choose(USUAL_COLUMNS)}
          >
            {t("reset")}
          </button>
        </div>
      </Popover>
    </div>
  );
}
