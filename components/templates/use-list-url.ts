"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import type { TemplateQuery } from "@/lib/contracts/template-query";
import { parseTemplateQuery } from "@/lib/contracts/template-query";
import { changeList, type ListChanges, listText } from "@/lib/queries/list-url";

export type ListUrl = {
  /** The choice of rows as text: the key of the list. */
  readonly text: string;
  readonly query: TemplateQuery;
  /** Sets parameters; `typing` replaces the history entry instead of adding one. */
  readonly change: (changes: ListChanges, typing?: "typing") => void;
  readonly hrefWith: (changes: ListChanges) => string;
};

/** Search, filters and order live in the URL; a change of them is not a navigation and asks no page of the server. */
export function useListUrl(): ListUrl {
  const pathname = usePathname();
  const params = useSearchParams();
  const columns = params.get("columns");
  const text = listText(new URLSearchParams(params.toString()));
  const query = useMemo(() => parseTemplateQuery(new URLSearchParams(text)), [text]);
  const hrefWith = useCallback(
    (changes: ListChanges) => {
      const next = new URLSearchParams(changeList(text, changes));
      if (columns !== null) next.set("columns", columns);
      return next.size === 0 ? pathname : `${pathname}?${next}`;
    },
    [text, columns, pathname],
  );
  const change = useCallback(
    (changes: ListChanges, typing?: "typing") => {
      const href = hrefWith(changes);
      if (typing) window.history.replaceState(null, "", href);
      else window.history.pushState(null, "", href);
    },
    [hrefWith],
  );
  return { text, query, change, hrefWith };
}
