"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import {
  type BuildParam,
  type BuildQuery,
  buildListText,
  parseBuildQuery,
} from "@/lib/contracts/build-query";

export type BuildUrl = {
  readonly text: string;
  readonly query: BuildQuery;
  readonly change: (changes: Partial<Record<BuildParam, string | null>>, typing?: "typing") => void;
};

/** Search and filters live in the address; a change of them is not a navigation. */
export function useBuildUrl(): BuildUrl {
  const pathname = usePathname();
  const text = buildListText(new URLSearchParams(useSearchParams().toString()));
  const query = useMemo(() => parseBuildQuery(new URLSearchParams(text)), [text]);
  const change = useCallback(
    (changes: Partial<Record<BuildParam, string | null>>, typing?: "typing") => {
      const params = new URLSearchParams(text);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === "") params.delete(name);
        else params.set(name, value);
      }
      const next = buildListText(params);
      const href = next === "" ? pathname : `${pathname}?${next}`;
      if (typing) window.history.replaceState(null, "", href);
      else window.history.pushState(null, "", href);
    },
    [text, pathname],
  );
  return { text, query, change };
}
