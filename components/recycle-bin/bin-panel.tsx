"use client";

import { ArchiveX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/types";
import { ListPanel } from "@/components/shell/list-panel";
import type { BinItem } from "@/lib/contracts/recycle-bin";
import type { BinList } from "./use-bin-list";
import type { BinUrl } from "./use-bin-url";

type BinPanelProps = {
  readonly url: BinUrl;
  readonly list: BinList;
  readonly columns: readonly Column<BinItem>[];
};

export function BinPanel({ url, list, columns }: BinPanelProps) {
  const t = useTranslations("recycleBin");
  return (
    <ListPanel
      label={t("title")}
      listKey={url.text}
      list={list}
      total={list.total}
      columns={columns}
      rowKey={keyOf}
      rowData={dataOf}
      texts={{
        failed: t("failed"),
        moreFailed: t("moreFailed"),
        loading: t("loading"),
        shown: t("shown", { count: list.total }),
        source: t("source"),
      }}
      none={{ icon: ArchiveX, title: t("none"), text: t("noneText") }}
      noMatch={url.text === "" ? null : { title: t("noMatch"), text: t("noMatchText") }}
    />
  );
}

function keyOf(item: BinItem): string {
  return `${item.regionId}/${item.id}`;
}

function dataOf(item: BinItem) {
  return { "data-template-id": item.id, "data-region-id": item.regionId } as const;
}
