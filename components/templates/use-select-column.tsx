"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { SelectAll, SelectBox } from "@/components/data-table/select-box";
import { useSelection } from "@/components/data-table/selection-context";
import type { Column } from "@/components/data-table/types";
import { announce } from "@/components/shell/announcer";
import type { TemplateItem } from "@/lib/contracts/template";
import { readAllMatching } from "@/lib/queries/templates";
import type { TemplateList } from "./use-template-list";

/** The check boxes: one a row, and one for all that match the filters, loaded or not. */
export function useSelectColumn(text: string, list: TemplateList): Column<TemplateItem> {
  const t = useTranslations("bulk.select");
  const selection = useSelection<TemplateItem>();
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  }, [list]);
  const count = list.total ?? 0;

  const selectAll = useCallback(async () => {
    const { isWhole, rows } = latest.current;
    const all = isWhole
      ? rows.filter((row) => row !== undefined)
      : await readAllMatching(text).catch(() => null);
    if (all === null) return announce(t("allFailed"));
    selection.replace(all);
    announce(t("announced", { count: all.length }));
  }, [text, selection, t]);

  return useMemo(
    () => ({
      id: "select",
      track: "1rem",
      label: "",
      card: "corner",
      head: <SelectAll label={t("all")} count={count} onAll={() => void selectAll()} />,
      cell: (item) => <SelectBox row={item} label={t("one", { name: item.name })} />,
    }),
    [t, count, selectAll],
  );
}
