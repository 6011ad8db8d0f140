"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useSelectedRows } from "@/components/data-table/selection-context";
import type { TemplateItem } from "@/lib/contracts/template";
import { bulkListOptions } from "@/lib/queries/bulk";

const load = () => import("./bulk-deletes");
const BulkDeletes = lazy(async () => ({ default: (await load()).BulkDeletes }));

/** The bulk deletes, loaded once the page stands; drawn when something is selected or not closed. */
export function BulkDeletesLater() {
  const selected = useSelectedRows<TemplateItem>();
  const { data } = useQuery(bulkListOptions);
  useEffect(() => {
    // Safari has no idle callback: there it comes with the first selected row.
    if (typeof requestIdleCallback !== "function") return;
    const idle = requestIdleCallback(() => void load());
    return () => cancelIdleCallback(idle);
  }, []);
  // A dialog of it may outlive both the last selected row and the last open bulk: once drawn it stays.
  const isWanted = useStays(selected.size > 0 || (data?.items.length ?? 0) > 0);
  return isWanted ? (
    <Suspense fallback={null}>
      <BulkDeletes />
    </Suspense>
  ) : null;
}

/** True from the first time on that `now` is. */
function useStays(now: boolean): boolean {
  const [was, setWas] = useState(now);
  if (now && !was) setWas(true);
  return was || now;
}
