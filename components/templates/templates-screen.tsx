"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { Selection } from "@/components/data-table/selection";
import { SelectionProvider } from "@/components/data-table/selection-context";
import { announce } from "@/components/shell/announcer";
import { LiveLine } from "@/components/shell/live-line";
import type { BulkList } from "@/lib/contracts/bulk";
import type { Overview, TemplateItem, TemplatePage } from "@/lib/contracts/template";
import type { Role } from "@/lib/domain/roles";
import { keys, templateKey } from "@/lib/queries/keys";
import { listOf } from "@/lib/queries/list-data";
import { isFiltered } from "@/lib/queries/list-url";
import { QueryProvider } from "@/lib/queries/query-provider";
import { overviewOptions } from "@/lib/queries/templates";
import { useLive } from "@/lib/queries/use-live";
import { ColumnPicker } from "./column-picker";
import { CountTiles } from "./count-tiles";
import { FilterBar } from "./filter-bar";
import { PendingOffer } from "./pending-offer";
import { RegionLines } from "./region-lines";
import { RoleProvider } from "./role-context";
import { TemplateActionsProvider } from "./template-actions-provider";
import { TemplatesPanel } from "./templates-panel";
import { useAnnouncedChanges } from "./use-announced-changes";
import { useColumnChoice } from "./use-column-choice";
import { useKeptSelection } from "./use-kept-selection";
import { useListUrl } from "./use-list-url";
import { type TemplateList, useTemplateList } from "./use-template-list";

type TemplatesScreenProps = {
  /** The list text that `first` was read for. */
  readonly text: string;
  readonly first: TemplatePage;
  readonly overview: Overview;
  readonly role: Role;
  /** The actor's bulk deletes that are not closed; null for a role that has none. */
  readonly bulks: BulkList | null;
  /** The columns that this browser was told to show; null: the usual ones. */
  readonly columns: string | null;
  /** What acts on selected rows; null for a role that may not. */
  readonly bulk: ReactNode;
};

/** The list of all templates: the server's first rows, then live. */
export function TemplatesScreen(props: TemplatesScreenProps) {
  const { text, first, overview, role, bulks } = props;
  const [selection] = useState(() => new Selection<TemplateItem>(templateKey));
  return (
    <QueryProvider
      seed={(client) => {
        client.setQueryData(keys.list(text), listOf(first, 0));
        client.setQueryData(keys.overview, overview);
        if (bulks) client.setQueryData(keys.bulkList, bulks);
      }}
    >
      <RoleProvider value={role}>
        <SelectionProvider value={selection}>
          <Screen initial={overview} bulk={props.bulk} columns={props.columns} />
        </SelectionProvider>
      </RoleProvider>
    </QueryProvider>
  );
}

type ScreenProps = Pick<TemplatesScreenProps, "bulk" | "columns"> & { readonly initial: Overview };

function Screen({ initial, bulk, columns }: ScreenProps) {
  const t = useTranslations("templates");
  const url = useListUrl();
  const choice = useColumnChoice(columns);
  const list = useTemplateList(url.text);
  const { data: overview } = useQuery(overviewOptions(initial));
  const announceChange = useAnnouncedChanges();
  const keepSelection = useKeptSelection(list);
  const state = useLive(initial.changeSeq, (applied) => {
    announceChange(applied);
    keepSelection(applied);
  });
  useAnnouncedResults(url.text, list);

  const rows = useRef(list.rows);
  useEffect(() => {
    rows.current = list.rows;
  }, [list.rows]);
  const neighboursOf = useCallback((item: TemplateItem) => neighbours(rows.current, item), []);

  return (
    <div className="@container flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 tabIndex={-1} className="font-semibold text-xl">
          {t("title")}
        </h1>
        <LiveLine
          state={state}
          collecting={overview.collecting}
          oldest={oldestAsOf(overview, list, url.text)}
        />
      </header>
      <CountTiles counts={overview.counts} url={url} />
      <div className="flex flex-wrap items-start justify-between gap-2 @min-[54rem]:flex-nowrap">
        <FilterBar url={url} regions={overview.regions} />
        <div className="flex shrink-0 items-center gap-2">
          <PendingOffer query={url.text} />
          <ColumnPicker {...choice} />
        </div>
      </div>
      <RegionLines regions={overview.regions} />
      <TemplateActionsProvider neighboursOf={neighboursOf}>
        {(problemUnder) => (
          <TemplatesPanel
            url={url}
            list={list}
            overview={overview}
            chosen={choice.columns}
            problemUnder={problemUnder}
            bulk={bulk}
          />
        )}
      </TemplateActionsProvider>
    </div>
  );
}

/** The nearest rows, those below first. */
function neighbours(rows: TemplateList["rows"], item: TemplateItem): readonly TemplateItem[] {
  const at = rows.findIndex((row) => row !== undefined && templateKey(row) === templateKey(item));
  if (at === -1) return [];
  const near = [...rows.slice(at + 1, at + 5), ...rows.slice(Math.max(0, at - 4), at).reverse()];
  return near.filter((row) => row !== undefined);
}

/** With every row at hand the page knows the oldest status itself; else the server's last word counts. */
function oldestAsOf(overview: Overview, list: TemplateList, text: string): string | null {
  if (!list.isWhole || isFiltered(text)) return overview.oldestAsOf;
  let oldest: string | null = null;
  for (const row of list.rows) {
    const asOf = row?.asOf ?? null;
    if (asOf === null) continue;
    if (oldest === null || asOf < oldest) oldest = asOf;
  }
  return oldest;
}

/** Says how many templates match once a new choice has its rows; not at the first rendering. */
function useAnnouncedResults(text: string, list: TemplateList): void {
  const t = useTranslations("templates.announce");
  const said = useRef(text);
  useEffect(() => {
    if (list.isOld || list.total === null || said.current === text) return;
    said.current = text;
    announce(t("results", { count: list.total }));
  }, [text, list.isOld, list.total, t]);
}
