"use client";

import { useRef, useState } from "react";
import type { AuditPage } from "@/lib/contracts/audit";
import type { ErrorDto } from "@/lib/contracts/error";
import { paths } from "@/lib/paths";
import { fetchJson, ReadError } from "@/lib/queries/fetch-json";

/**
 * Further pages of the log after the first one, which the server rendered. `query` holds the filters without a cursor,
 * `address` makes the address of a page.
 */
export function useAuditPages(first: AuditPage, query: string, address = paths.api.audit) {
  const [pages, setPages] = useState<readonly AuditPage[]>([first]);
  const [error, setError] = useState<ErrorDto | null>(null);
  const [isLoading, setLoading] = useState(false);
  const busy = useRef(false);
  const nextCursor = pages.at(-1)?.nextCursor ?? null;

  /** Answers with how many events came; 0 when there are none or it failed. */
  const loadMore = async (): Promise<number> => {
    if (busy.current || nextCursor === null) return 0;
    busy.current = true;
    setLoading(true);
    setError(null);
    try {
      const params = new URLSearchParams(query);
      params.set("cursor", nextCursor);
      const page = await fetchJson<AuditPage>(address(params.toString()));
      setPages((known) => [...known, page]);
      return page.items.length;
    } catch (failure) {
      setError(failure instanceof ReadError ? failure.error : { code: "internal" });
      return 0;
    } finally {
      busy.current = false;
      setLoading(false);
    }
  };

  return {
    items: pages.flatMap(({ items }) => items),
    hasMore: nextCursor !== null,
    isLoading,
    error,
    loadMore,
  };
}
