"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import type { TemplateQuery } from "@/lib/contracts/template-query";
import { parseTemplateQuery } from "@/lib/contracts/template-query";
import { changeList, type ListParam, listText } from "@/lib/queries/list-url";

export type ListUrl = {
  /** The choice of rows as text: the key of the list. */
  readonly text: string;
  readonly query: TemplateQuery;
  /** Sets parameters; `typing` replaces the history entry instead of adding one. */
  readonly change: (changes: Partial<Record<ListParam, string | null>>, typing?: "typing") => void;
  readonly hrefWith: (changes: Partial<Record<ListParam, string | null>>) => string;
};

/** Search, filters and order live in the URL; a change of them is not a navigation and asks no page of the server. */
export function useListUrl(): ListUrl {
  const pathname = usePathname();
  const text = listText(new URLSearchParams(useSearchParams().toString()));
  const query = useMemo(() => parseTemplateQuery(new URLSearchParams(text)), [text]);
  const hrefWith = useCallback(
    (changes: Partial<Record<ListParam, string | null>>) => {
      const next = changeList(text, changes);
      return next === "" ? pathname : `${pathname}?${next}`;
    },
    [text, pathname],
  );
  const change = useCallback(
    (changes: Partial<Record<ListParam, string | null>>, typing?: "typing") => {
      const href = hrefWith(changes);
      if (typing) window.history.replaceState(null, "", href);
      else window.history.pushState(null, "", href);
    },
    [hrefWith],
  );
  return { text, query, change, hrefWith };
}
