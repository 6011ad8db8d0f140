"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/components/data-table/types";
import { Hint } from "@/components/ui/hint";
import type { TemplateItem, TemplateSort } from "@/lib/contracts/template";
import type { TemplateQuery } from "@/lib/contracts/template-query";
import { DeletionState } from "./deletion-state";
import { LatestBuild } from "./latest-build";
import { RowButtons } from "./row-buttons";
import { TagList } from "./tag-list";
import { TemplateName } from "./template-name";

/** The columns of the list; a sort header toggles between its two directions. */
export function useColumns(
  sort: TemplateQuery["sort"],
  onSort: (by: TemplateSort, descending: boolean) => void,
): readonly Column<TemplateItem>[] {
  const t = useTranslations("templates.columns");
  return useMemo(() => {
    const sortable = (by: TemplateSort, descendingFirst = false) => ({
      current: sort.by !== by ? null : sort.descending ? ("descending" as const) : ("ascending" as const),
      onToggle: () => onSort(by, sort.by === by ? !sort.descending : descendingFirst),
    });
    return [
      {
        id: "name",
        track: "minmax(12rem, 1.9fr)",
        label: t("name"),
        isRowHeader: true,
        card: "wide",
        sort: sortable("name"),
        cell: (item) => <TemplateName item={item} />,
      },
      {
        id: "region",
        track: "minmax(6.5rem, 0.9fr)",
        label: t("region"),
        sort: sortable("region"),
        cell: (item) => <span className="block truncate">{item.regionId}</span>,
      },
      {
        id: "build",
        track: "minmax(12rem, 1.7fr)",
        label: t("latestBuild"),
        card: "wide",
        sort: sortable("startedAt", true),
        cell: (item) => <LatestBuild item={item} />,
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
        cell: (item) => <TagList tags={item.tags} />,
      },
      {
        id: "deletion",
        track: "minmax(9rem, 1.2fr)",
        label: t("deletion"),
        card: "wide",
        cell: (item) => <DeletionState item={item} />,
      },
      {
        id: "actions",
        track: "7rem",
        label: "",
        hiddenLabel: t("actions"),
        card: "end",
        cell: (item) => <RowButtons item={item} />,
      },
    ];
  }, [t, sort.by, sort.descending, onSort]);
}

function BaseImage({ name }: { readonly name: string | null }) {
  if (name === null) return <span aria-hidden>—</span>;
  return (
    <Hint text={name} whenTruncated>
      <span className="block truncate font-mono text-ink-2 text-sm">{name}</span>
    </Hint>
  );
}
