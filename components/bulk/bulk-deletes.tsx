"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useRef, useState } from "react";
import { useSelectedRows, useSelection } from "@/components/data-table/selection-context";
import type { TemplateItem } from "@/lib/contracts/template";
import { bulkListOptions } from "@/lib/queries/bulk";
import type { Subject } from "./bulk-dialog";
import { linesOf } from "./lines";
import { OpenBulk } from "./open-bulk";
import { SelectionBar } from "./selection-bar";

const loadDialog = () => import("./bulk-dialog");
const BulkDialog = lazy(async () => ({ default: (await loadDialog()).BulkDialog }));

/** Under the list: what is selected and may be deleted, and the bulk deletes of mine whose results I have not closed. */
export function BulkDeletes() {
  const selection = useSelection<TemplateItem>();
  const selected = useSelectedRows<TemplateItem>();
  const { data } = useQuery(bulkListOptions);
  const [subject, setSubject] = useState<Subject | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const open = (data?.items ?? []).filter((bulk) => subject?.kind !== "bulk" || subject.bulkId !== bulk.id);

  // The button that opened it may have left with the last selected row.
  const finalFocus = (leaves: boolean) => {
    const last = [...(bar.current?.querySelectorAll("button") ?? [])].at(-1);
    // The selection's own button stands last; a line of a bulk that is closed would take the focus away with it.
    const stays = !leaves || selected.size > 0;
    return (stays ? last : undefined) ?? document.querySelector<HTMLElement>("h1");
  };

  return (
    <div ref={bar} className="sticky bottom-0 z-3">
      {open.map((bulk) => (
        <OpenBulk
          key={bulk.id}
          bulk={bulk}
          onPrepare={() => void loadDialog()}
          onShow={() => setSubject({ kind: "bulk", bulkId: bulk.id, wish: bulk.wish, count: bulk.count })}
        />
      ))}
      {selected.size > 0 ? (
        <SelectionBar
          count={selected.size}
          onPrepare={() => void loadDialog()}
          onClear={() => {
            selection.replace([]);
            document.querySelector<HTMLElement>("h1")?.focus();
          }}
          onDelete={() => setSubject({ kind: "plan", lines: linesOf(selected.values()) })}
        />
      ) : null}
      {subject === null ? null : (
        <Suspense fallback={null}>
          <BulkDialog subject={subject} onClosed={() => setSubject(null)} finalFocus={finalFocus} />
        </Suspense>
      )}
    </div>
  );
}
