"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStatusWord } from "@/components/shell/build-status";
import { SearchBox } from "@/components/shell/search-box";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import type { RegionState } from "@/lib/contracts/template";
import { FINISHED_STATUSES, NEVER_BUILT, RUNNING_STATUSES } from "@/lib/domain/build-status";
import { isFiltered } from "@/lib/queries/list-url";
import { FAILED_FILTER, RUNNING_FILTER } from "./count-tiles";
import type { ListUrl } from "./use-list-url";

type FilterBarProps = { readonly url: ListUrl; readonly regions: readonly RegionState[] };

const SORTS = ["name", "region", "status", "-startedAt", "startedAt", "asOf"] as const;

/** Search, filters and order. What the URL holds beyond a select's own choices is kept and shown as its own choice. */
export function FilterBar({ url, regions }: FilterBarProps) {
  const t = useTranslations("templates.filters");
  const { query, change } = url;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchBox
        label={t("search")}
        placeholder={t("searchHint")}
        value={query.q}
        onSearch={(q) => change({ q }, "typing")}
      />
      <Choice
        label={t("region")}
        value={query.regions.join(",")}
        all={t("allRegions", { count: regions.length })}
        several={t("regions", { count: query.regions.length })}
        onChoose={(region) => change({ region })}
        options={regions.map(({ regionId }) => [regionId, regionId])}
      />
      <StatusChoice url={url} />
      <Choice
        label={t("deletion")}
        value={query.deletable === null ? "" : String(query.deletable)}
        all={t("anyDeletion")}
        several=""
        onChoose={(deletable) => change({ deletable })}
        options={[
          ["true", t("deletable")],
          ["false", t("notDeletable")],
        ]}
      />
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
      {query.tags.length > 0 || query.resourceGroup !== null || query.protected !== null ? (
        <span className="truncate rounded-sm border border-line px-2 py-1 font-mono text-ink-2 text-xs">
          {otherFilters(url)}
        </span>
      ) : null}
      {isFiltered(url.text) ? (
        <Button
          variant="ghost"
          icon={<X aria-hidden className="size-4" />}
          onClick={() => change(NO_FILTERS)}
        >
          {t("clear")}
        </Button>
      ) : null}
    </div>
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

function StatusChoice({ url }: { readonly url: ListUrl }) {
  const t = useTranslations("templates.filters");
  const word = useStatusWord();
  const each = [...RUNNING_STATUSES, ...FINISHED_STATUSES, NEVER_BUILT];
  return (
    <Choice
      label={t("status")}
      value={url.query.statuses.join(",")}
      all={t("anyStatus")}
      several={t("statuses", { count: url.query.statuses.length })}
      onChoose={(status) => url.change({ status })}
      options={[
        [RUNNING_FILTER, t("running")],
        [FAILED_FILTER, t("failed")],
        ...each.map((status) => [status, word(status)] as const),
      ]}
    />
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly all: string;
  /** What a value that is none of the options is called. */
  readonly several: string;
  readonly options: readonly (readonly [value: string, word: string])[];
  readonly onChoose: (value: string | null) => void;
};

function Choice({ label, value, all, several, options, onChoose }: ChoiceProps) {
  const known = value === "" || options.some(([option]) => option === value);
  return (
    <SelectField
      label={label}
      hideLabel
      className="w-[calc(50%-0.25rem)] sm:w-auto"
      value={value}
      onChange={(event) => onChoose(event.target.value === "" ? null : event.target.value)}
    >
      <option value="">{all}</option>
      {known ? null : <option value={value}>{several}</option>}
      {options.map(([option, word]) => (
        <option key={option} value={option}>
          {word}
        </option>
      ))}
    </SelectField>
  );
}

function otherFilters({ query }: ListUrl): string {
  const words = query.tags.map(({ key, value }) => (value === null ? key : `${key}=${value}`));
  if (query.resourceGroup !== null) words.push(query.resourceGroup);
  if (query.protected !== null) words.push(`protected=${query.protected}`);
  return words.join(", ");
}
