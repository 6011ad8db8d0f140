"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type BinParam, type BinQuery, binListText, parseBinQuery } from "@/lib/contracts/bin-query";

export type BinUrl = {
  readonly text: string;
  readonly query: BinQuery;
  readonly change: (changes: Partial<Record<BinParam, string | null>>, typing?: "typing") => void;
};

/** Search and filter live in the address; a change of them is not a navigation. */
export function useBinUrl(): BinUrl {
  const pathname = usePathname();
  const text = binListText(new URLSearchParams(useSearchParams().toString()));
  const query = useMemo(() => parseBinQuery(new URLSearchParams(text)), [text]);
  const change = useCallback(
    (changes: Partial<Record<BinParam, string | null>>, typing?: "typing") => {
      const params = new URLSearchParams(text);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === "") params.delete(name);
        else params.set(name, value);
      }
      const next = binListText(params);
      const href = next === "" ? pathname : `${pathname}?${next}`;
      if (typing) window.history.replaceState(null, "", href);
      else window.history.pushState(null, "", href);
    },
    [text, pathname],
  );
  return { text, query, change };
}
