"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStatusWord } from "@/components/shell/build-status";
import { SearchBox } from "@/components/shell/search-box";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import type { RegionState } from "@/lib/contracts/template";
import { FINISHED_STATUSES, RUNNING_STATUSES } from "@/lib/domain/build-status";
import type { BuildUrl } from "./use-build-url";

const WIDTH = "w-[calc(50%-0.25rem)] sm:w-auto";

type BuildFiltersProps = { readonly url: BuildUrl; readonly regions: readonly RegionState[] };

/** Search and filters. What the address holds beyond a select's own choices is kept and shown as its own choice. */
export function BuildFilters({ url, regions }: BuildFiltersProps) {
  const t = useTranslations("builds.filters");
  const word = useStatusWord();
  const { query, change } = url;
  const status = query.statuses.join(",");
  const region = query.regions.join(",");
  const choices = [
    [RUNNING_STATUSES.join(","), t("running")],
    ["FAILED,TEST_FAILED", t("failed")],
    ...[...RUNNING_STATUSES, ...FINISHED_STATUSES].map((each) => [each, word(each)] as const),
  ] as const;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchBox
        label={t("search")}
        placeholder={t("searchHint")}
        value={query.q}
        onSearch={(q) => change({ q }, "typing")}
      />
      <SelectField
        label={t("region")}
        hideLabel
        className={WIDTH}
        value={region}
        onChange={(event) => change({ region: event.target.value })}
      >
        <option value="">{t("allRegions", { count: regions.length })}</option>
        {region === "" || regions.some(({ regionId }) => regionId === region) ? null : (
          <option value={region}>{t("regions", { count: query.regions.length })}</option>
        )}
        {regions.map(({ regionId }) => (
          <option key={regionId} value={regionId}>
            {regionId}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("status")}
        hideLabel
        className={WIDTH}
        value={status}
        onChange={(event) => change({ status: event.target.value })}
      >
        <option value="">{t("anyStatus")}</option>
        {status === "" || choices.some(([value]) => value === status) ? null : (
          <option value={status}>{t("statuses", { count: query.statuses.length })}</option>
        )}
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </SelectField>
      {query.templateId === null ? null : (
        <span className="truncate rounded-sm border border-line px-2 py-1 font-mono text-ink-2 text-xs">
          {query.templateId}
        </span>
      )}
      {url.text === "" ? null : (
        <Button
          variant="ghost"
          icon={<X aria-hidden className="size-4" />}
          onClick={() => change({ q: null, region: null, status: null, templateId: null })}
        >
          {t("clear")}
        </Button>
      )}
    </div>
  );
}
