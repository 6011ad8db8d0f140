"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { BuildListItem } from "@/lib/contracts/build";
import { parseBuildQuery } from "@/lib/contracts/build-query";
import type { Applied } from "@/lib/queries/apply-news";
import { type BuildListData, buildKeys, buildListOptions, patchBuilds } from "@/lib/queries/builds";

export type BuildList = {
  readonly rows: readonly BuildListItem[];
  readonly hasMore: boolean;
  /** The rows of the choice before, while the new ones load. */
  readonly isOld: boolean;
  readonly error: unknown;
  readonly moreFailed: boolean;
  readonly more: () => void;
  readonly retry: () => void;
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
  const list = useInfiniteQuery(buildListOptions(text));
  const { data, hasNextPage, isFetching, isPlaceholderData, isError, fetchNextPage, refetch } = list;
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
    rows: useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]),
    hasMore: hasNextPage,
    isOld: isPlaceholderData,
    error: data === undefined ? list.error : null,
    moreFailed: data !== undefined && isError,
    more: useCallback(() => {
      if (hasNextPage && !isFetching && !isPlaceholderData && !isError) void fetchNextPage();
    }, [hasNextPage, isFetching, isPlaceholderData, isError, fetchNextPage]),
    retry: () => void (data !== undefined && hasNextPage ? fetchNextPage() : refetch()),
    pending: pending.size,
    update: () => {
      setMoved({ text, ids: NONE });
      void client.resetQueries({ queryKey: buildKeys.list(text) });
    },
    onApplied,
  };
}
