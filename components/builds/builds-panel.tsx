"use client";

import { Hammer } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Column } from "@/components/data-table/types";
import { ListPanel } from "@/components/shell/list-panel";
import type { BuildListItem } from "@/lib/contracts/build";
import type { BuildList } from "./use-build-list";
import type { BuildUrl } from "./use-build-url";

type BuildsPanelProps = {
  readonly url: BuildUrl;
  readonly list: BuildList;
  readonly columns: readonly Column<BuildListItem>[];
  readonly problemUnder: (build: BuildListItem) => ReactNode;
};

export function BuildsPanel({ url, list, columns, problemUnder }: BuildsPanelProps) {
  const t = useTranslations("builds");
  return (
    <ListPanel
      label={t("title")}
      listKey={url.text}
      list={list}
      columns={columns}
      rowKey={keyOf}
      rowData={dataOf}
      rowExtra={problemUnder}
      texts={{
        failed: t("failed"),
        moreFailed: t("moreFailed"),
        loading: t("loading"),
        shown: t(list.hasMore ? "shown" : "shownAll", { count: list.rows.length }),
        source: t("source"),
      }}
      none={{ icon: Hammer, title: t("none"), text: t("noneText") }}
      noMatch={url.text === "" ? null : { title: t("noMatch"), text: t("noMatchText") }}
    />
  );
}

function keyOf(build: BuildListItem): string {
  return `${build.regionId}/${build.id}`;
}

function dataOf(build: BuildListItem) {
  return {
    "data-build-id": build.id,
    "data-template-id": build.templateId,
    "data-region-id": build.regionId,
  } as const;
}
