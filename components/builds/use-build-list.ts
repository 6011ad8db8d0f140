"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { BuildListItem } from "@/lib/contracts/build";
import { parseBuildQuery } from "@/lib/contracts/build-query";
import type { Applied } from "@/lib/queries/apply-news";
import { type BuildListData, buildKeys, buildListOptions, patchBuilds } from "@/lib/queries/builds";
import { type Pages, usePages } from "@/lib/queries/use-pages";

export type BuildList = Pages<BuildListItem> & {
  /** How many builds would appear or move if the list were read again. */
  readonly pending: number;
  readonly update: () => void;
  /** For the page's live connection. */
  readonly onApplied: (applied: Applied) => void;
};

const NONE: ReadonlySet<string> = new Set();

/** The builds of an address as far as they are loaded, and what the live connection tells of them. */
export function useBuildList(text: string): BuildList {
  const client = useQueryClient();
  const pages = usePages(useInfiniteQuery(buildListOptions(text)));
  const [moved, setMoved] = useState<{ text: string; ids: ReadonlySet<string> }>({ text, ids: NONE });
  const pending = moved.text === text ? moved.ids : NONE;

  const onApplied = useCallback(
    ({ change }: Applied) => {
      if (change?.kind !== "template") return;
      const { item } = change;
      const key = buildKeys.list(text);
      const known = client.getQueryData<BuildListData>(key);
      if (known === undefined) return;
      const patched = patchBuilds(known, item, parseBuildQuery(new URLSearchParams(text)));
      if (patched.data !== known) client.setQueryData(key, patched.data);
      const id = item.latestBuild?.id;
      if (!patched.displaced || id === undefined) return;
      setMoved((old) => ({ text, ids: new Set([...(old.text === text ? old.ids : NONE), id]) }));
    },
    [client, text],
  );

  return {
    ...pages,
    pending: pending.size,
    update: () => {
      setMoved({ text, ids: NONE });
      void client.resetQueries({ queryKey: buildKeys.list(text) });
    },
    onApplied,
  };
}
