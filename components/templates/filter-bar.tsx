"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { SearchBox } from "@/components/shell/search-box";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import type { RegionState } from "@/lib/contracts/template";
import { isFiltered } from "@/lib/queries/list-url";
import { facetsOptions } from "@/lib/queries/templates";
import { DeletionChoice, GroupChoice, RegionChoice, StatusChoice } from "./filter-choices";
import { TagChips, TagChoice } from "./tag-filter";
import type { ListUrl } from "./use-list-url";

type FilterBarProps = { readonly url: ListUrl; readonly regions: readonly RegionState[] };

const SORTS = ["name", "region", "status", "-startedAt", "startedAt", "asOf"] as const;

/** Search, filters and order. What the URL holds beyond a select's own choices is kept and shown as its own choice. */
export function FilterBar({ url, regions }: FilterBarProps) {
  const t = useTranslations("templates.filters");
  const { query, change } = url;
  const [isNear, setNear] = useState(false);
  const { data: facets } = useQuery({ ...facetsOptions(url.text), enabled: isNear });
  // Fingers do not come near before they press: there the counts are read when the browser has nothing else to do.
  useEffect(() => {
    if (!matchMedia("(hover: none)").matches || typeof requestIdleCallback !== "function") return;
    const idle = requestIdleCallback(() => setNear(true));
    return () => cancelIdleCallback(idle);
  }, []);
  const come = () => setNear(true);
  return (
    <fieldset
      aria-label={t("label")}
      className="flex min-w-0 flex-wrap items-center gap-2"
      onPointerEnter={come}
      onFocus={come}
    >
      <SearchBox
        label={t("search")}
        placeholder={t("searchHint")}
        value={query.q}
        onSearch={(q) => change({ q }, "typing")}
      />
      <RegionChoice url={url} regions={regions} facets={facets} />
      <StatusChoice url={url} facets={facets} />
      <DeletionChoice url={url} facets={facets} />
      <TagChoice url={url} facets={facets} />
      <GroupChoice url={url} facets={facets} />
      <SelectField
        label={t("sort")}
        hideLabel
        className="w-[calc(50%-0.25rem)] sm:w-auto @min-[54rem]:hidden"
        value={`${query.sort.descending ? "-" : ""}${query.sort.by}`}
        onChange={(event) => change({ sort: event.target.value === "name" ? null : event.target.value })}
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`sorts.${sort}`)}
          </option>
        ))}
      </SelectField>
      <TagChips url={url} />
      {isFiltered(url.text) ? (
        <Button
          variant="ghost"
          icon={<X aria-hidden className="size-4" />}
          onClick={() => change(NO_FILTERS)}
        >
          {t("clear")}
        </Button>
      ) : null}
    </fieldset>
  );
}

export const NO_FILTERS = {
  q: null,
  region: null,
  status: null,
  deletable: null,
  protected: null,
  tag: null,
  resourceGroup: null,
} as const;
