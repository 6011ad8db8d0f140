"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { LiveChange } from "@/lib/contracts/live";
import type { BinItem } from "@/lib/contracts/recycle-bin";
import type { Applied } from "@/lib/queries/apply-news";
import { binKeys, binListOptions } from "@/lib/queries/recycle-bin";
import { type Pages, usePages } from "@/lib/queries/use-pages";

export type BinList = Pages<BinItem> & {
  readonly total: number;
  /** How many changes came while somebody was at the rows, which therefore stay where they are. */
  readonly pending: number;
  readonly update: () => void;
  /** For the page's live connection. */
  readonly onApplied: (applied: Applied) => void;
};

/** A bulk delete tells of hundreds at once: they are read together. */
const GATHER_MS = 500;

/** The recycle bin of an address as far as it is loaded, kept fresh by the live connection. */
export function useBinList(text: string): BinList {
  const client = useQueryClient();
  const list = useInfiniteQuery(binListOptions(text));
  const pages = usePages(list);
  const [pending, setPending] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const update = useCallback(() => {
    setPending(0);
    void client.invalidateQueries({ queryKey: binKeys.lists });
  }, [client]);

  const onApplied = useCallback(
    ({ change }: Applied) => {
      const effect = change === null ? null : effectOf(change);
      if (effect === null) return;
      if (effect === "moves" && isSomebodyAtTheRows()) {
        setPending((count) => count + 1);
        return;
      }
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        update();
      }, GATHER_MS);
    },
    [update],
  );

  return {
    ...pages,
    total: list.data?.pages.at(-1)?.total ?? 0,
    pending,
    update,
    onApplied,
  };
}

/** What a change does to the list: rows come or go, or one of them says something else. */
function effectOf(change: LiveChange): "moves" | "changes" | null {
  if (change.kind === "template-gone") return "moves";
  if (change.kind !== "outcome") return null;
  if (change.outcome.action === "template.prune") return "moves";
  return change.outcome.action === "template.restore" ? "changes" : null;
}

function isSomebodyAtTheRows(): boolean {
  const rows = document.querySelector("[role=table] [data-template-id]")?.parentElement;
  return rows?.matches(":hover, :focus-within") ?? false;
}
