"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useTransition } from "react";
import { announce } from "@/components/shell/announcer";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { AuditItem, AuditPage } from "@/lib/contracts/audit";
import { type BlockedPicture, type BlockedQuery, blockedQueryText } from "@/lib/contracts/audit-blocked";
import { paths } from "@/lib/paths";
import { useAuditPages } from "../use-audit-pages";
import { BlockedEmpty } from "./blocked-empty";
import { BlockedTable } from "./blocked-table";
import { MovedChart, type MovedChartHandle } from "./moved-chart";
import { SelectedEvent } from "./selected-event";
import { useChosen } from "./use-chosen";
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
  const chart = useRef<MovedChartHandle>(null);
  const [selected, setSelected] = useState<number | null>(null);
  const pages = useAuditPages(first, blockedQueryText(query), paths.api.auditBlockedEvents);
  const chosen = useChosen(selected, pages.items);

  const onRow = (event: AuditItem) => {
    if (event.seq === selected) return setSelected(null);
    setSelected(event.seq);
    chart.current?.reveal(event);
  };
  return (
    <>
      <MovedChart ref={chart} query={query} picture={picture} selected={selected} onSelect={setSelected} />
      {selected === null ? null : (
        <SelectedEvent event={chosen} seq={selected} onClear={() => setSelected(null)} />
      )}
      <BlockedTable pages={pages} extra={chosen} selected={selected} onSelect={onRow} />
    </>
  );
}
