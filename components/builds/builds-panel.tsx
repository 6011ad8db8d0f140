"use client";

import { Hammer, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import type { BuildListItem } from "@/lib/contracts/build";
import { ReadError } from "@/lib/queries/fetch-json";
import type { BuildList } from "./use-build-list";
import type { BuildUrl } from "./use-build-url";

type BuildsPanelProps = {
  readonly url: BuildUrl;
  readonly list: BuildList;
  readonly columns: readonly Column<BuildListItem>[];
  readonly problemUnder: (build: BuildListItem) => ReactNode;
};

/** The table with its states and the footer. */
export function BuildsPanel(props: BuildsPanelProps) {
  const t = useTranslations("builds");
  const ui = useTranslations("ui");
  const { list } = props;
  return (
    <section
      aria-busy={list.isOld || undefined}
      className="overflow-clip rounded-lg border border-line bg-surface"
    >
      <Rows {...props} />
      <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-line border-t bg-sunken px-4 py-2.5 text-ink-2 text-sm tabular-nums">
        <p>{t(list.hasMore ? "shown" : "shownAll", { count: list.rows.length })}</p>
        {list.moreFailed ? (
          <p role="alert" className="flex items-center gap-2 text-bad">
            {t("moreFailed")} <Button onClick={list.retry}>{ui("retry")}</Button>
          </p>
        ) : null}
        <p>{t("source")}</p>
      </footer>
    </section>
  );
}

function Rows({ url, list, columns, problemUnder }: BuildsPanelProps) {
  const t = useTranslations("builds");
  const ui = useTranslations("ui");
  if (list.error !== null) {
    const error = list.error instanceof ReadError ? list.error.error : ({ code: "internal" } as const);
    return (
      <div className="p-4">
        <ErrorCallout
          error={error}
          effect={t("failed")}
          action={<Button onClick={list.retry}>{ui("retry")}</Button>}
        />
      </div>
    );
  }
  if (list.rows.length === 0) {
    const isFiltered = url.text !== "";
    const Icon = isFiltered ? SearchX : Hammer;
    return (
      <div className="flex flex-col items-center gap-2 px-6 py-14 text-center">
        <Icon aria-hidden className="size-6 text-ink-3" />
        <p className="font-semibold">{t(isFiltered ? "noMatch" : "none")}</p>
        <p className="max-w-110 text-ink-2">{t(isFiltered ? "noMatchText" : "noneText")}</p>
      </div>
    );
  }
  return (
    <DataTable
      label={t("title")}
      listKey={url.text}
      columns={columns}
      rows={list.rows}
      // One more than is loaded, drawn as busy: reaching it loads the next page.
      count={list.rows.length + (list.hasMore ? 1 : 0)}
      rowKey={keyOf}
      rowData={dataOf}
      rowExtra={problemUnder}
      busyLabel={t("loading")}
      onReach={list.more}
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
