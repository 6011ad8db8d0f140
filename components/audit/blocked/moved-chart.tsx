"use client";

import { useTranslations } from "next-intl";
import { type Ref, useImperativeHandle, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import type { AuditItem } from "@/lib/contracts/audit";
import { type BlockedPicture, type BlockedQuery, blockedQueryText } from "@/lib/contracts/audit-blocked";
import { BlockedChart } from "./blocked-chart";
import { fitView, keepWithin, reveal, type Span } from "./geometry/view";
import { marksOnLanesOf, timesOfInterest, windowOf } from "./scene";
import { useDetail } from "./use-detail";

export type MovedChartHandle = {
  /** Moves through time and lanes as far as it takes to have an event in sight. */
  readonly reveal: (event: AuditItem) => void;
};

type MovedChartProps = {
  readonly ref: Ref<MovedChartHandle>;
  readonly query: BlockedQuery;
  readonly picture: BlockedPicture;
  readonly selected: number | null;
  readonly onSelect: (seq: number | null) => void;
};

/** The chart with the time it shows; a move draws it again, and not the table below. */
export function MovedChart({ ref, query, picture, selected, onSelect }: MovedChartProps) {
  const t = useTranslations("blocked");
  const ui = useTranslations("ui");
  const plot = useRef<HTMLDivElement>(null);
  const fitted = useMemo(() => fitView(timesOfInterest(picture), windowOf(picture)), [picture]);
  const [moved, setMoved] = useState<Span | null>(null);
  const whole = windowOf(picture);
  const kept = keepWithin(moved ?? fitted, whole);
  // The same object while the same time is shown: lanes are drawn again only when it changes.
  const view = useMemo(() => ({ from: kept.from, to: kept.to }), [kept.from, kept.to]);
  const closer = useDetail(picture, blockedQueryText(query), view);
  const marks = useMemo(
    () => (closer.detail === null ? picture.marks : marksOnLanesOf(picture, closer.detail)),
    [picture, closer.detail],
  );
  useImperativeHandle(ref, () => ({
    reveal(event) {
      setMoved(reveal(view, whole, Date.parse(event.at)));
      const box = plot.current;
      const drawn = box?.querySelector(`[data-template-id="${event.templateId}"]`);
      if (drawn) return drawn.scrollIntoView({ block: "nearest" });
      // A lane far out of sight is not in the document: about there it is drawn.
      const index = picture.lanes.findIndex(({ templateId }) => templateId === event.templateId);
      if (box && index !== -1) {
        box.scrollTop = (index / picture.lanes.length) * box.scrollHeight - box.clientHeight / 2;
      }
    },
  }));
  return (
    <>
      <BlockedChart
        picture={picture}
        marks={marks}
        view={view}
        onView={setMoved}
        fitted={fitted}
        selected={selected}
        onSelect={onSelect}
        isLoading={closer.isLoading}
        isOpen={query.to === null}
        plot={plot}
      />
      {closer.error ? (
        <ErrorCallout
          error={closer.error}
          effect={t("closerFailed")}
          action={<Button onClick={closer.retry}>{ui("retry")}</Button>}
        />
      ) : null}
    </>
  );
}
