"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import type { TemplateItem } from "@/lib/contracts/template";
import { templateKey } from "@/lib/queries/keys";
import { listOptions } from "@/lib/queries/templates";

/** Lists no longer than this are read whole when the browser is idle, so that live changes find every row. */
const READ_WHOLE = 600;

export type TemplateList = {
  readonly rows: readonly TemplateItem[];
  /** How many match; null while nobody knows. */
  readonly total: number | null;
  /** The rows of the choice before, while the new ones load. */
  readonly isOld: boolean;
  readonly isWhole: boolean;
  readonly error: unknown;
  /** Rows are there, but further ones could not be read. */
  readonly moreFailed: boolean;
  readonly more: () => void;
  readonly retry: () => void;
};

/** The rows of a list URL as far as they are loaded. */
export function useTemplateList(text: string): TemplateList {
  const list = useInfiniteQuery(listOptions(text));
  const { data, hasNextPage, isFetching, isPlaceholderData, isError, fetchNextPage, refetch } = list;
  const rows = useMemo(() => unique(data?.pages.flatMap((page) => page.items) ?? []), [data]);
  const total = data?.pages.at(-1)?.total ?? null;

  const more = useCallback(() => {
    if (hasNextPage && !isFetching && !isPlaceholderData && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isPlaceholderData, isError, fetchNextPage]);

  useEffect(() => {
    if (total === null || total > READ_WHOLE) return;
    if (typeof requestIdleCallback !== "function") return;
    const idle = requestIdleCallback(more);
    return () => cancelIdleCallback(idle);
  }, [total, more]);

  return {
    rows,
    total: hasNextPage || total === null ? total : rows.length,
    isOld: isPlaceholderData,
    isWhole: data !== undefined && !hasNextPage && !isPlaceholderData,
    error: data === undefined ? list.error : null,
    moreFailed: data !== undefined && isError,
    more,
    retry: () => void (data !== undefined && hasNextPage ? fetchNextPage() : refetch()),
  };
}

/** A row that moved between two pages while they were read stands once. */
function unique(items: readonly TemplateItem[]): readonly TemplateItem[] {
  const byKey = new Map<string, TemplateItem>();
  for (const item of items) {
    const key = templateKey(item);
    if (!byKey.has(key)) byKey.set(key, item);
  }
  return byKey.size === items.length ? items : [...byKey.values()];
}
