"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

/** What a list shows, as its address says it. `Param`: the names of its parameters. */
export type Address<Query, Param extends string> = {
  /** The parameters that count, in one order: the same choice is the same text. */
  readonly text: string;
  readonly query: Query;
  /** Null or an empty word takes a parameter away; while somebody types no step of the history is made. */
  readonly change: (changes: Partial<Record<Param, string | null>>, typing?: "typing") => void;
};

type Reading<Query> = {
  readonly textOf: (params: URLSearchParams) => string;
  readonly parse: (params: URLSearchParams) => Query;
};

/** Search and filters live in the address; a change of them is not a navigation. Keep `reading` stable. */
export function useAddress<Query, Param extends string>(reading: Reading<Query>): Address<Query, Param> {
  const pathname = usePathname();
  const text = reading.textOf(new URLSearchParams(useSearchParams().toString()));
  const query = useMemo(() => reading.parse(new URLSearchParams(text)), [reading, text]);
  const change = useCallback(
    (changes: Partial<Record<Param, string | null>>, typing?: "typing") => {
      const params = new URLSearchParams(text);
      for (const [name, value] of Object.entries<string | null | undefined>(changes)) {
        if (value === null || value === undefined || value === "") params.delete(name);
        else params.set(name, value);
      }
      const next = reading.textOf(params);
      const href = next === "" ? pathname : `${pathname}?${next}`;
      if (typing) window.history.replaceState(null, "", href);
      else window.history.pushState(null, "", href);
    },
    [reading, text, pathname],
  );
  return { text, query, change };
}
