"use client";

import { clsx } from "clsx";
import { SlidersHorizontal } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { Spinner } from "@/components/ui/spinner";
import { TextField } from "@/components/ui/text-field";
import type { BlockedQuery } from "@/lib/contracts/audit-blocked";
import { paths } from "@/lib/paths";
import { RangeLinks } from "./range-links";

type BlockedFiltersProps = { readonly query: BlockedQuery; readonly regions: readonly string[] };

/** Range and filters; the address is the state, with or without script. */
export function BlockedFilters({ query, regions }: BlockedFiltersProps) {
  const t = useTranslations("audit.filter");
  const own = useTranslations("blocked.filter");
  const router = useRouter();
  const [isPending, start] = useTransition();
  const { templateId, actor, regionId, from, to, range } = query;
  const isFiltered = [templateId, actor, regionId, from, to].some((value) => value !== null);
  const [isOpen, setOpen] = useState(isFiltered);
  const known = regionId === null || regions.includes(regionId) ? regions : [...regions, regionId];

  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = [...new FormData(event.currentTarget)].flatMap(([name, value]): [string, string][] =>
      typeof value === "string" && value.trim() !== "" ? [[name, keptTime(query, name, value.trim())]] : [],
    );
    start(() => router.push(paths.auditBlocked(new URLSearchParams(given).toString()), { scroll: false }));
  };

  return (
    <search className="flex flex-col gap-2 print:hidden">
      <div className="flex flex-wrap items-center gap-2">
        <RangeLinks query={query} />
        <Button
          icon={<SlidersHorizontal aria-hidden className="size-4" />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {own("label")}
        </Button>
        {isPending ? <Spinner /> : null}
      </div>
      <form
        method="get"
        action={paths.auditBlocked()}
        aria-label={own("label")}
        onSubmit={apply}
        className={clsx(
          isOpen ? "grid" : "hidden",
          "grid-cols-2 items-end gap-2 text-sm sm:grid-cols-3 xl:grid-cols-[minmax(0,1.5fr)_minmax(0,1.2fr)_minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1fr)_auto]",
        )}
      >
        {range === "day" ? null : <input type="hidden" name="range" value={range} />}
        <TextField
          label={t("templateId")}
          name="templateId"
          defaultValue={templateId ?? ""}
          placeholder="ip-…"
          pattern="ip-[0-9A-Za-z]+"
          title={t("templateIdForm")}
          spellCheck={false}
          className="col-span-2 sm:col-span-1"
        />
        <SelectField label={own("region")} name="region" defaultValue={regionId ?? ""}>
          <option value="">{t("any")}</option>
          {known.map((region) => (
            <option key={region} value={region}>
              {region}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("actor")}
          name="actor"
          defaultValue={actor ?? ""}
          maxLength={200}
          spellCheck={false}
          autoCapitalize="none"
        />
        <TextField label={t("from")} name="from" type="date" defaultValue={dayOf(from)} />
        <TextField label={t("to")} name="to" type="date" defaultValue={dayOf(to)} />
        <div className="col-span-2 flex gap-2 sm:col-span-3 xl:col-span-1">
          <Button type="submit">{t("apply")}</Button>
          {isFiltered ? (
            <Button variant="ghost" onClick={() => start(() => router.push(paths.auditBlocked()))}>
              {t("clear")}
            </Button>
          ) : null}
        </div>
      </form>
    </search>
  );
}

function dayOf(time: string | null): string {
  return time?.slice(0, 10) ?? "";
}

/** A time to the second that came by the address stays what it was unless its day is changed here. */
function keptTime(query: BlockedQuery, name: string, value: string): string {
  const given = name === "from" ? query.from : name === "to" ? query.to : null;
  return given !== null && dayOf(given) === value ? given : value;
}
