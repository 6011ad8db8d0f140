"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState, useTransition } from "react";
import { announce } from "@/components/shell/announcer";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { Spinner } from "@/components/ui/spinner";
import type { AuditItem, AuditPage } from "@/lib/contracts/audit";
import { type BlockedPicture, type BlockedQuery, blockedQueryText } from "@/lib/contracts/audit-blocked";
import { paths } from "@/lib/paths";
import { useAuditPages } from "../use-audit-pages";
import { BlockedChart } from "./blocked-chart";
import { BlockedEmpty } from "./blocked-empty";
import { BlockedTable } from "./blocked-table";
import { fitView, keepWithin, reveal, type Span } from "./geometry/view";
import { marksOnLanesOf, timesOfInterest, windowOf } from "./scene";
import { SelectedEvent } from "./selected-event";
import { useChosen } from "./use-chosen";
import { useDetail } from "./use-detail";
import { useNews } from "./use-news";

type BlockedScreenProps = {
  readonly query: BlockedQuery;
  readonly picture: BlockedPicture;
  readonly first: AuditPage;
};

/** The picture and the same events below it; what comes later is offered and moves nothing by itself. */
export function BlockedScreen({ query, picture, first }: BlockedScreenProps) {
  const t = useTranslations("blocked");
  const router = useRouter();
  const [isUpdating, start] = useTransition();
  const news = useNews(blockedQueryText(query), first.items[0]?.seq ?? 0, query.to !== null);
  useEffect(() => {
    if (news > 0) announce(t("news", { count: news }));
  }, [news, t]);
  return (
    <>
      {news > 0 ? (
        <Button
          onClick={() => start(() => router.refresh())}
          icon={isUpdating ? <Spinner /> : <RefreshCw aria-hidden className="size-4" />}
          className="self-start print:hidden"
        >
          {t("news", { count: news })}
        </Button>
      ) : null}
      {picture.blocked === 0 ? (
        <BlockedEmpty query={query} />
      ) : (
        <Linked query={query} picture={picture} first={first} />
      )}
    </>
  );
}

/** The chart and the table with what is chosen in both. */
function Linked({ query, picture, first }: BlockedScreenProps) {
  const t = useTranslations("blocked");
  const ui = useTranslations("ui");
  const text = blockedQueryText(query);
  const plot = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState<number | null>(null);
  const fitted = useMemo(() => fitView(timesOfInterest(picture), windowOf(picture)), [picture]);
  const [moved, setMoved] = useState<Span | null>(null);
  const whole = windowOf(picture);
  const kept = keepWithin(moved ?? fitted, whole);
  // The same object while the same time is shown: lanes are drawn again only when it changes.
  const view = useMemo(() => ({ from: kept.from, to: kept.to }), [kept.from, kept.to]);
  const closer = useDetail(picture, text, view);
  const marks = useMemo(
    () => (closer.detail === null ? picture.marks : marksOnLanesOf(picture, closer.detail)),
    [picture, closer.detail],
  );
  const pages = useAuditPages(first, text, paths.api.auditBlockedEvents);
  const chosen = useChosen(selected, pages.items);

  const onRow = (event: AuditItem) => {
    if (event.seq === selected) return setSelected(null);
    setSelected(event.seq);
    setMoved(reveal(view, whole, Date.parse(event.at)));
    const lane = `[data-template-id="${event.templateId}"]`;
    plot.current?.querySelector(lane)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <>
      <BlockedChart
        picture={picture}
        marks={marks}
        view={view}
        onView={setMoved}
        fitted={fitted}
        selected={selected}
        onSelect={setSelected}
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
      {selected === null ? null : (
        <SelectedEvent event={chosen} seq={selected} onClear={() => setSelected(null)} />
      )}
      <BlockedTable pages={pages} extra={chosen} selected={selected} onSelect={onRow} />
    </>
  );
}
