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
import type { AuditFilter } from "@/lib/contracts/audit-query";
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from "@/lib/domain/audit";
import { paths } from "@/lib/paths";

/** The filters as a form that GETs this page: the address is the state, with or without script. */
export function AuditFilters({ filter }: { readonly filter: AuditFilter }) {
  const t = useTranslations("audit");
  const router = useRouter();
  const [isPending, start] = useTransition();
  const isFiltered = Object.values(filter).some((value) => value !== null);

  const [isOpen, setOpen] = useState(isFiltered);

  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const params = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value !== "string" || value.trim() === "") continue;
      params.set(name, keptTime(filter, name, value.trim()));
    }
    const query = params.toString();
    start(() => router.push(query ? `${paths.audit()}?${query}` : paths.audit()));
  };
  const applyNow = (event: { readonly currentTarget: { readonly form: HTMLFormElement | null } }) =>
    event.currentTarget.form?.requestSubmit();

  return (
    <search className="flex flex-col gap-2">
      <Button
        icon={<SlidersHorizontal aria-hidden className="size-4" />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="self-start sm:hidden"
      >
        {t("filter.label")}
      </Button>
      <form
        method="get"
        action={paths.audit()}
        aria-label={t("filter.label")}
        onSubmit={apply}
        className={clsx(
          !isOpen && "max-sm:hidden",
          "grid grid-cols-2 items-end gap-2 text-sm sm:grid-cols-3 xl:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,0.9fr)_minmax(0,0.9fr)_auto]",
        )}
      >
        <TextField
          label={t("filter.templateId")}
          name="templateId"
          defaultValue={filter.templateId ?? ""}
          placeholder="ip-…"
          pattern="ip-[0-9A-Za-z]+"
          title={t("filter.templateIdForm")}
          spellCheck={false}
          className="col-span-2 sm:col-span-1"
        />
        <SelectField
          label={t("filter.action")}
          name="action"
          defaultValue={filter.action ?? ""}
          onChange={applyNow}
        >
          <option value="">{t("filter.any")}</option>
          {AUDIT_ACTIONS.map((action) => (
            <option key={action} value={action}>
              {t("action", { action: action.replaceAll(".", "_") })}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("filter.outcome")}
          name="outcome"
          defaultValue={filter.outcome ?? ""}
          onChange={applyNow}
        >
          <option value="">{t("filter.any")}</option>
          {AUDIT_OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {outcome === "succeeded"
                ? t("outcome.succeeded", { action: "other" })
                : t(`outcome.${outcome}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("filter.actor")}
          name="actor"
          defaultValue={filter.actor ?? ""}
          maxLength={200}
          spellCheck={false}
          autoCapitalize="none"
          className="col-span-2 sm:col-span-1"
        />
        <TextField label={t("filter.from")} name="from" type="date" defaultValue={dayOf(filter.from)} />
        <TextField label={t("filter.to")} name="to" type="date" defaultValue={dayOf(filter.to)} />
        <div className="col-span-2 flex gap-2 sm:col-span-3 xl:col-span-1">
          <Button type="submit" icon={isPending ? <Spinner /> : undefined}>
            {t("filter.apply")}
          </Button>
          {isFiltered ? (
            <Button variant="ghost" onClick={() => start(() => router.push(paths.audit()))}>
              {t("filter.clear")}
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
function keptTime(filter: AuditFilter, name: string, value: string): string {
  const given = name === "from" ? filter.from : name === "to" ? filter.to : null;
  return given !== null && dayOf(given) === value ? given : value;
}
