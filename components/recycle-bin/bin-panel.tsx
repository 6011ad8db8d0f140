"use client";

import { ArchiveX, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import type { BinItem } from "@/lib/contracts/recycle-bin";
import { ReadError } from "@/lib/queries/fetch-json";
import type { BinList } from "./use-bin-list";
import type { BinUrl } from "./use-bin-url";

type BinPanelProps = {
  readonly url: BinUrl;
  readonly list: BinList;
  readonly columns: readonly Column<BinItem>[];
};

/** The table with its states and the footer. */
export function BinPanel(props: BinPanelProps) {
  const t = useTranslations("recycleBin");
  const ui = useTranslations("ui");
  const { list } = props;
  return (
    <section
      aria-busy={list.isOld || undefined}
      className="overflow-clip rounded-lg border border-line bg-surface"
    >
      <Rows {...props} />
      <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-line border-t bg-sunken px-4 py-2.5 text-ink-2 text-sm tabular-nums">
        <p>{t("shown", { count: list.total })}</p>
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

function Rows({ url, list, columns }: BinPanelProps) {
  const t = useTranslations("recycleBin");
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
    const Icon = isFiltered ? SearchX : ArchiveX;
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
      count={Math.max(list.total, list.rows.length)}
      rowKey={keyOf}
      rowData={dataOf}
      rowExtra={nothing}
      busyLabel={t("loading")}
      onReach={list.more}
    />
  );
}

function keyOf(item: BinItem): string {
  return `${item.regionId}/${item.id}`;
}

function dataOf(item: BinItem) {
  return { "data-template-id": item.id, "data-region-id": item.regionId } as const;
}

function nothing() {
  return null;
}
