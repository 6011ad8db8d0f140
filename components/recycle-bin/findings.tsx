"use client";

import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Spinner } from "@/components/ui/spinner";
import type { Finding } from "@/lib/domain/finding";
import type { CheckState } from "./restore-state";

/** What the check found, before anything is tried: refusals first, then what is worth knowing. */
export function Findings({ check }: { readonly check: CheckState }) {
  const t = useTranslations("recycleBin.dialog");
  const errors = useTranslations("errors");
  if (check === null) {
    return (
      <p className="flex items-center gap-2 text-ink-2">
        <Spinner /> {t("checking")}
      </p>
    );
  }
  if ("error" in check) {
    const params = { parameter: "none", state: "none", record: "none", ...check.error.params };
    return (
      <p className="text-ink-2">
        {t("unchecked")} {errors(`${check.error.code}.cause`, params)}
      </p>
    );
  }
  const refused = check.check.findings.filter(({ weight }) => weight === "refused");
  const notes = check.check.findings.filter(({ weight }) => weight === "note");
  return (
    <>
      {refused.length > 0 ? (
        <div data-findings="refused" className="flex gap-2.5 rounded-md bg-warn-soft p-3 wrap-anywhere">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <FindingList title={t("refused")} findings={refused} />
        </div>
      ) : (
        <p className="flex gap-2 text-ink-2">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
          {t("fine")}
        </p>
      )}
      {notes.length > 0 ? (
        <div data-findings="notes" className="flex gap-2.5 rounded-md bg-sunken p-3 wrap-anywhere">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-2" />
          <FindingList title={t("notes")} findings={notes} />
        </div>
      ) : null}
    </>
  );
}

function FindingList({ title, findings }: { readonly title: string; readonly findings: readonly Finding[] }) {
  const t = useTranslations("recycleBin.findings");
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="font-semibold">{title}</p>
      <ul className="flex list-disc flex-col gap-0.5 ps-4">
        {findings.map(({ rule, params }) => (
          <li key={`${rule} ${params.field ?? params.value ?? ""}`}>
            {t(rule, { ...NO_PARAMS, ...params })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Every sentence takes some of these; each rule brings those of its own. */
const NO_PARAMS = { field: "", value: "", min: 0, max: 0, allowed: "", line: 0 };
