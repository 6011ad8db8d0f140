"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { SearchBox } from "@/components/shell/search-box";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import type { RegionState } from "@/lib/contracts/template";
import type { BinUrl } from "./use-bin-url";

type BinFiltersProps = { readonly url: BinUrl; readonly regions: readonly RegionState[] };

/** Search and region. What the address holds beyond the select's own choices is kept and shown as its own choice. */
export function BinFilters({ url, regions }: BinFiltersProps) {
  const t = useTranslations("recycleBin.filters");
  const { query, change } = url;
  const region = query.regions.join(",");
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
        value={region}
        onChange={(event) => change({ region: event.target.value })}
      >
        <option value="">{t("allRegions", { count: regions.length })}</option>
        {region === "" || regions.some(({ regionId }) => regionId === region) ? null : (
          <option value={region}>
            {query.regions.length === 1 ? region : t("regions", { count: query.regions.length })}
          </option>
        )}
        {regions.map(({ regionId }) => (
          <option key={regionId} value={regionId}>
            {regionId}
          </option>
        ))}
      </SelectField>
      {url.text === "" ? null : (
        <Button
          variant="ghost"
          icon={<X aria-hidden className="size-4" />}
          onClick={() => change({ q: null, region: null })}
        >
          {t("clear")}
        </Button>
      )}
    </div>
  );
}
