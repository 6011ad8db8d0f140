"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useStatusWord } from "@/components/shell/build-status";
import { SelectField } from "@/components/ui/select-field";
import type { RegionState } from "@/lib/contracts/template";
import type { FacetCount, TemplateFacets } from "@/lib/contracts/template-facets";
import { FINISHED_STATUSES, NEVER_BUILT, NOT_READ_YET, RUNNING_STATUSES } from "@/lib/domain/build-status";
import { FAILED_FILTER, RUNNING_FILTER } from "./count-tiles";
import type { ListUrl } from "./use-list-url";

/** `facets` are the counts of the choices once they are known. */
export type ChoiceOf = { readonly url: ListUrl; readonly facets: TemplateFacets | undefined };

export function RegionChoice({
  url,
  facets,
  regions,
}: ChoiceOf & { readonly regions: readonly RegionState[] }) {
  const t = useTranslations("templates.filters");
  return (
    <Choice
      label={t("region")}
      value={url.query.regions.join(",")}
      all={t("allRegions", { count: regions.length })}
      several={t("regions", { count: url.query.regions.length })}
      onChoose={(region) => url.change({ region })}
      options={regions.map(({ regionId }) => [regionId, regionId, countOf(facets?.regions, regionId)])}
    />
  );
}

export function StatusChoice({ url, facets }: ChoiceOf) {
  const t = useTranslations("templates.filters");
  const word = useStatusWord();
  const known: readonly string[] = [...RUNNING_STATUSES, ...FINISHED_STATUSES, NEVER_BUILT];
  // Words of the API that we do not know are choices as soon as some template has them.
  const others = (facets?.statuses ?? [])
    .map(({ value }) => value)
    .filter((value) => !known.includes(value) && value !== NOT_READ_YET);
  return (
    <Choice
      label={t("status")}
      value={url.query.statuses.join(",")}
      all={t("anyStatus")}
      several={t("statuses", { count: url.query.statuses.length })}
      onChoose={(status) => url.change({ status })}
      options={[
        [RUNNING_FILTER, t("running"), countOf(facets?.statuses, RUNNING_FILTER)],
        [FAILED_FILTER, t("failed"), countOf(facets?.statuses, FAILED_FILTER)],
        ...[...known, ...others].map(
          (status): Option => [status, word(status), countOf(facets?.statuses, status)],
        ),
      ]}
    />
  );
}

export function DeletionChoice({ url, facets }: ChoiceOf) {
  const t = useTranslations("templates.filters");
  const { query, change } = url;
  const value = [
    query.deletable === null ? "" : String(query.deletable),
    query.protected === null ? "" : `protected=${query.protected}`,
  ];
  return (
    <Choice
      label={t("deletion")}
      value={value.filter((each) => each !== "").join(",")}
      all={t("anyDeletion")}
      several={t("several")}
      onChoose={(choice) =>
        change(
          choice === "protected=true"
            ? { deletable: null, protected: "true" }
            : { deletable: choice, protected: null },
        )
      }
      options={[
        ["true", t("deletable"), facets?.deletable.yes],
        ["false", t("notDeletable"), facets?.deletable.no],
        ["protected=true", t("protected"), facets?.protected.yes],
      ]}
    />
  );
}

export function GroupChoice({ url, facets }: ChoiceOf) {
  const t = useTranslations("templates.filters");
  const { resourceGroup } = url.query;
  return (
    <Choice
      label={t("resourceGroup")}
      value={resourceGroup ?? ""}
      all={t("anyGroup")}
      several={resourceGroup ?? ""}
      onChoose={(chosen) => url.change({ resourceGroup: chosen })}
      options={(facets?.resourceGroups ?? []).map(({ value, count }) => [value, value, count])}
    />
  );
}

type Option = readonly [value: string, word: string, count: number | undefined];

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly all: string;
  /** What a value that is none of the options is called. */
  readonly several: string;
  readonly options: readonly Option[];
  readonly onChoose: (value: string | null) => void;
};

function Choice({ label, value, all, several, options, onChoose }: ChoiceProps) {
  const format = useFormatter();
  const known = value === "" || options.some(([option]) => option === value);
  return (
    <SelectField
      label={label}
      hideLabel
      className="w-[calc(50%-0.25rem)] sm:w-auto sm:max-w-44"
      value={value}
      onChange={(event) => onChoose(event.target.value === "" ? null : event.target.value)}
    >
      <option value="">{all}</option>
      {known ? null : <option value={value}>{several}</option>}
      {options.map(([option, word, count]) => (
        <option key={option} value={option}>
          {count === undefined ? word : `${word} · ${format.number(count)}`}
        </option>
      ))}
    </SelectField>
  );
}

/** The count of a choice, or of several that are one; undefined while nobody knows. */
function countOf(counts: readonly FacetCount[] | undefined, value: string): number | undefined {
  if (counts === undefined) return undefined;
  const values = value.split(",");
  return counts.reduce((sum, each) => (values.includes(each.value) ? sum + each.count : sum), 0);
}
