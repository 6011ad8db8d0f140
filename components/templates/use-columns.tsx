"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/components/data-table/types";
import { Hint } from "@/components/ui/hint";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TemplateItem, TemplateSort } from "@/lib/contracts/template";
import { type ChoosableColumn, USUAL_COLUMNS } from "@/lib/contracts/template-columns";
import type { TemplateQuery } from "@/lib/contracts/template-query";
import { DELETION_CELL, DeletionState } from "./deletion-state";
import { BUILD_CELL, LatestBuild } from "./latest-build";
import { BUTTONS_CELL, RowButtons } from "./row-buttons";
import { TAGS_CELL, TagList } from "./tag-list";
import { NAME_CELL, TemplateName } from "./template-name";

type ColumnsOptions = {
  readonly sort: TemplateQuery["sort"];
  readonly onSort: (by: TemplateSort, descending: boolean) => void;
  readonly chosen: readonly ChoosableColumn[];
};

/** The columns of the list; a sort header toggles between its two directions. */
export function useColumns({ sort, onSort, chosen }: ColumnsOptions): readonly Column<TemplateItem>[] {
  const t = useTranslations("templates.columns");
  const format = useFormatter();
  return useMemo(() => {
    const sortable = (by: TemplateSort, descendingFirst = false) => ({
      current: sort.by !== by ? null : sort.descending ? ("descending" as const) : ("ascending" as const),
      onToggle: () => onSort(by, sort.by === by ? !sort.descending : descendingFirst),
    });
    const all: readonly Column<TemplateItem>[] = [
      {
        id: "name",
        track: "minmax(12rem, 1.9fr)",
        label: t("name"),
        isRowHeader: true,
        card: "wide",
        sort: sortable("name"),
        cellClass: NAME_CELL,
        cell: (item) => <TemplateName item={item} />,
      },
      {
        id: "region",
        track: "minmax(6.5rem, 0.9fr)",
        label: t("region"),
        sort: sortable("region"),
        cellClass: "truncate",
        cell: (item) => item.regionId,
      },
      {
        id: "build",
        track: "minmax(12rem, 1.7fr)",
        label: t("latestBuild"),
        card: "wide",
        sort: sortable("startedAt", true),
        cellClass: BUILD_CELL,
        cell: (item) => <LatestBuild item={item} />,
      },
      {
        id: "builds",
        leave: "second",
        track: "minmax(3.5rem, 0.4fr)",
        label: t("builds"),
        cellClass: "tabular-nums",
        cell: (item) => (item.asOf === null ? "—" : format.number(item.buildCount)),
      },
      {
        id: "checked",
        leave: "second",
        track: "minmax(5.5rem, 0.7fr)",
        label: t("checked"),
        sort: sortable("asOf"),
        cellClass: "truncate text-ink-2 text-sm",
        cell: (item) => (item.asOf === null ? "—" : <RelativeTime at={item.asOf} />),
      },
      {
        id: "image",
        leave: "second",
        track: "minmax(6rem, 1.2fr)",
        label: t("baseImage"),
        cell: (item) => <BaseImage name={item.baseImage} />,
      },
      {
        id: "tags",
        leave: "first",
        track: "minmax(6rem, 1.3fr)",
        label: t("tags"),
        card: "wide",
        cellClass: TAGS_CELL,
        cell: (item) => <TagList tags={item.tags} />,
      },
      {
        id: "deletion",
        track: "minmax(9rem, 1.2fr)",
        label: t("deletion"),
        card: "wide",
        cellClass: DELETION_CELL,
        cell: (item) => <DeletionState item={item} />,
      },
      {
        id: "actions",
        track: "7rem",
        label: "",
        hiddenLabel: t("actions"),
        card: "end",
        cellClass: BUTTONS_CELL,
        cell: (item) => <RowButtons item={item} />,
      },
    ];
    return all.flatMap((column) => {
      if (isAlways(column.id) || chosen.some((id) => id === column.id)) return [column];
      // Cards have room for what is usually there, whatever the table leaves out.
      return USUAL_COLUMNS.some((id) => id === column.id) ? [{ ...column, isAway: true }] : [];
    });
  }, [t, format, sort.by, sort.descending, onSort, chosen]);
}

function isAlways(id: string): boolean {
  return id === "name" || id === "actions";
}

function BaseImage({ name }: { readonly name: string | null }) {
  if (name === null) return "—";
  return (
    <Hint text={name} whenTruncated>
      <span className="block truncate font-mono text-ink-2 text-sm">{name}</span>
    </Hint>
  );
}
