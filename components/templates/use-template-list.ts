"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { TemplateItem } from "@/lib/contracts/template";
import { keys } from "@/lib/queries/keys";
import { addPage, type ListData, loadedCount, missingPart, rowsOf } from "@/lib/queries/list-data";
import { listOptions, PART_ROWS, readPart } from "@/lib/queries/templates";

/** Lists no longer than this are read whole when the browser is idle, so that live changes find every row. */
const READ_WHOLE = 600;

export type TemplateList = {
  /** By rank; what is not loaded is a hole. */
  readonly rows: readonly (TemplateItem | undefined)[];
  /** How many match; null while nobody knows. */
  readonly total: number | null;
  /** The rows of the choice before, while the new ones load. */
  readonly isOld: boolean;
  readonly isWhole: boolean;
  readonly error: unknown;
  /** Rows are there, but further ones could not be read. */
  readonly moreFailed: boolean;
  /** Loads what is missing between two ranks. */
  readonly reach: (first: number, last: number) => void;
  readonly retry: () => void;
};

type Reading = { readonly text: string; wanted: readonly [first: number, last: number]; isBusy: boolean };

/** The rows of a list URL as far as they are loaded: those that were looked at, wherever they stand. */
export function useTemplateList(text: string): TemplateList {
  const client = useQueryClient();
  const view = useRef(0);
  const list = useQuery(listOptions(text, () => view.current));
  const { data, isPlaceholderData, refetch } = list;
  const [failedText, setFailedText] = useState<string | null>(null);
  const moreFailed = failedText === text;
  const reading = useRef<Reading>({ text, wanted: [0, 0], isBusy: false });

  const load = useCallback(
    async (first: number, last: number, limit: number) => {
      if (reading.current.text !== text) reading.current = { text, wanted: [first, last], isBusy: false };
      const own = reading.current;
      own.wanted = [first, last];
      if (own.isBusy) return;
      own.isBusy = true;
      // One read at a time; what is wanted by its end decides the next, so a long drag asks for little.
      for (;;) {
        const known = client.getQueryData<ListData>(keys.list(text));
        const part = known === undefined ? null : missingPart(known, ...own.wanted, limit);
        if (part === null || reading.current !== own) break;
        const page = await readPart(text, part).catch(() => null);
        if (page === null) {
          setFailedText(text);
          break;
        }
        client.setQueryData<ListData>(keys.list(text), (now) => now && addPage(now, page, part.start));
      }
      own.isBusy = false;
    },
    [client, text],
  );

  const isReady = data !== undefined && !isPlaceholderData && !moreFailed;
  const reach = useCallback(
    (first: number, last: number) => {
      view.current = first;
      if (isReady) void load(first, last, PART_ROWS);
    },
    [isReady, load],
  );

  const total = data?.total ?? null;
  const isWhole = data !== undefined && !isPlaceholderData && loadedCount(data) >= data.total;
  useEffect(() => {
    if (!isReady || isWhole || total === null || total > READ_WHOLE) return;
    if (typeof requestIdleCallback !== "function") return;
    const idle = requestIdleCallback(() => void load(0, total - 1, READ_WHOLE - 100));
    return () => cancelIdleCallback(idle);
  }, [isReady, isWhole, total, load]);

  return {
    rows: useMemo(() => (data === undefined ? [] : rowsOf(data)), [data]),
    total,
    isOld: isPlaceholderData,
    isWhole,
    error: data === undefined ? list.error : null,
    moreFailed: moreFailed || (data !== undefined && list.isError),
    reach,
    retry: () => {
      setFailedText(null);
      if (!moreFailed) void refetch();
    },
  };
}
