"use client";

import { useCallback, useEffect } from "react";
import { useSelection } from "@/components/data-table/selection-context";
import type { TemplateItem } from "@/lib/contracts/template";
import type { Applied } from "@/lib/queries/apply-news";
import type { TemplateList } from "./use-template-list";

/** Keeps the selected templates as fresh as the rows, also those whose rows are not loaded; one that left is dropped. */
export function useKeptSelection(list: TemplateList): (applied: Applied) => void {
  const selection = useSelection<TemplateItem>();
  useEffect(() => selection.setOrder(list.rows), [selection, list.rows]);
  return useCallback(
    ({ change }) => {
      if (change?.kind === "template") selection.update(change.item);
      if (change?.kind === "template-gone") selection.drop(`${change.regionId}/${change.templateId}`);
    },
    [selection],
  );
}
