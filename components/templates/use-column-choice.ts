"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import {
  type ChoosableColumn,
  COLUMNS_COOKIE,
  formatColumns,
  parseColumns,
  USUAL_COLUMNS,
} from "@/lib/contracts/template-columns";

const YEAR_SECONDS = 365 * 24 * 3600;

export type ColumnChoice = {
  readonly columns: readonly ChoosableColumn[];
  readonly choose: (columns: readonly ChoosableColumn[]) => void;
};

/** Which columns stand: those of the URL, else what this browser was told last (`kept`), else the usual ones. */
export function useColumnChoice(kept: string | null): ColumnChoice {
  const params = useSearchParams();
  const pathname = usePathname();
  const [chosen, setChosen] = useState(kept);
  const text = params.get("columns") ?? chosen;
  const choose = useCallback(
    (columns: readonly ChoosableColumn[]) => {
      const next = formatColumns(columns);
      setChosen(next);
      // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser
      document.cookie = `${COLUMNS_COOKIE}=${next ?? ""}; path=/; max-age=${next === null ? 0 : YEAR_SECONDS}; samesite=lax`;
      const address = new URLSearchParams(window.location.search);
      if (next === null) address.delete("columns");
      else address.set("columns", next);
      const query = address.toString();
      window.history.replaceState(null, "", query === "" ? pathname : `${pathname}?${query}`);
    },
    [pathname],
  );
  return useMemo(() => ({ columns: parseColumns(text) ?? USUAL_COLUMNS, choose }), [text, choose]);
}
