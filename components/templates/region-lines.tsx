"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RegionState } from "@/lib/contracts/template";
import { APP_ERROR_CODES, type AppErrorCode } from "@/lib/domain/app-error";

const SHOWN = 5;

/** A line for each region whose listing fails or is switched off; what was known of it stays in the table. */
export function RegionLines({ regions }: { readonly regions: readonly RegionState[] }) {
  const t = useTranslations("templates.stale");
  const failing = regions.filter((region) => region.error !== null || region.disabled);
  if (failing.length === 0) return null;
  return (
    <ul aria-label={t("label")} className="flex flex-col gap-1 rounded-md bg-warn-soft px-3 py-2 text-sm">
      {failing.slice(0, SHOWN).map((region) => (
        <RegionLine key={region.regionId} region={region} />
      ))}
      {failing.length > SHOWN ? <li>{t("more", { count: failing.length - SHOWN })}</li> : null}
    </ul>
  );
}

function RegionLine({ region }: { readonly region: RegionState }) {
  const t = useTranslations("templates.stale");
  const cause = useTranslations("errors");
  const code = codeOf(region.error?.code);
  return (
    <li className="flex items-start gap-2">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" />
      <span>
        <strong className="font-semibold">{region.regionId}</strong>{" "}
        {region.listedAt === null ? (
          t("never")
        ) : (
          <>
            {t(region.disabled ? "off" : "since")} <RelativeTime at={region.listedAt} />
          </>
        )}
        {". "}
        {region.disabled ? null : cause(`${code}.cause`, {})}
      </span>
    </li>
  );
}

function codeOf(code: string | undefined): AppErrorCode {
  return APP_ERROR_CODES.find((known) => known === code) ?? "internal";
}
