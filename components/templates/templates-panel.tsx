"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { RowData } from "@/components/data-table/types";
import type { Overview, TemplateItem, TemplateSort } from "@/lib/contracts/template";
import type { ChoosableColumn } from "@/lib/contracts/template-columns";
import { templateKey } from "@/lib/queries/keys";
import { isFiltered } from "@/lib/queries/list-url";
import { NO_FILTERS } from "./filter-bar";
import { ListFooter } from "./list-footer";
import { ListFailed, ListSkeleton, NoMatch, NoTemplates } from "./list-states";
import { useColumns } from "./use-columns";
import type { ListUrl } from "./use-list-url";
import { useSelectColumn } from "./use-select-column";
import type { TemplateList } from "./use-template-list";

type TemplatesPanelProps = {
  readonly url: ListUrl;
  readonly list: TemplateList;
  readonly overview: Overview;
  readonly chosen: readonly ChoosableColumn[];
  readonly problemUnder: (item: TemplateItem) => ReactNode;
  /** Stands under the rows and acts on those that are selected; with null none can be. */
  readonly bulk: ReactNode;
};

/** The table with its four states and the footer. */
export function TemplatesPanel(props: TemplatesPanelProps) {
  const { list, overview } = props;
  return (
    <section
      aria-busy={list.isOld || undefined}
      className="overflow-clip rounded-lg border border-line bg-surface"
    >
      <Rows {...props} />
      {props.bulk}
      <ListFooter overview={overview} shown={list.total ?? 0} failed={list.moreFailed} onRetry={list.retry} />
    </section>
  );
}

function Rows({ url, list, overview, chosen, problemUnder, bulk }: TemplatesPanelProps) {
  const t = useTranslations("templates");
  const { change } = url;
  const onSort = useCallback(
    (by: TemplateSort, descending: boolean) =>
      change({ sort: by === "name" && !descending ? null : `${descending ? "-" : ""}${by}` }),
    [change],
  );
  const data = useColumns({ sort: url.query.sort, onSort, chosen });
  const select = useSelectColumn(url.text, list);
  const columns = useMemo(() => (bulk ? [select, ...data] : data), [bulk, select, data]);

  if (list.error !== null) return <ListFailed error={list.error} onRetry={list.retry} />;
  if (list.total === null) return <ListSkeleton />;
  if (list.total === 0) {
    if (isFiltered(url.text)) return <NoMatch onClear={() => change(NO_FILTERS)} />;
    return <NoTemplates regions={overview.regions} />;
  }
  return (
    <DataTable
      label={t("title")}
      listKey={url.text}
      columns={columns}
      rows={list.rows}
      count={list.total}
      rowKey={templateKey}
      rowData={rowData}
      rowExtra={problemUnder}
      busyLabel={t("row.loading")}
      onReach={list.reach}
    />
  );
}

function rowData(item: TemplateItem): RowData {
  return {
    "data-template-id": item.id,
    "data-region-id": item.regionId,
    ...(item.asOf === null ? {} : { "data-as-of": item.asOf }),
  };
}
