"use client";

import { useEffect, useState } from "react";
import type { AuditItem, AuditPage } from "@/lib/contracts/audit";
import { paths } from "@/lib/paths";
import { fetchJson } from "@/lib/queries/fetch-json";

/** The chosen event: from the rows that are there, else read by its number. Null while it is read, or cannot be. */
export function useChosen(seq: number | null, items: readonly AuditItem[]): AuditItem | null {
  const [found, setFound] = useState<AuditItem | null>(null);
  const known = items.find((item) => item.seq === seq) ?? (found?.seq === seq ? found : null);
  const isMissing = seq !== null && known === null;

  useEffect(() => {
    if (!isMissing || seq === null) return;
    const abort = new AbortController();
    // The newest one older than the next number is the one itself.
    const query = new URLSearchParams({ cursor: String(seq + 1), limit: "1" });
    fetchJson<AuditPage>(paths.api.audit(query.toString()), abort.signal).then(
      ({ items: [item] }) => setFound(item?.seq === seq ? item : null),
      () => undefined,
    );
    return () => abort.abort();
  }, [isMissing, seq]);

  return known;
}
