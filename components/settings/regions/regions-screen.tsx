"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { RegionList } from "@/lib/contracts/regions";
import { RegionCard } from "./region-card";

const READ_EVERY_MS = 10_000;

/** Every region: whether it is read, how old what is known of it is, and what it costs. It stays fresh while it is in view. */
export function RegionsScreen({ list }: { readonly list: RegionList }) {
  const t = useTranslations("regions");
  const router = useRouter();
  useEffect(() => {
    const read = () => {
      if (document.visibilityState === "visible") router.refresh();
    };
    const timer = setInterval(read, READ_EVERY_MS);
    document.addEventListener("visibilitychange", read);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", read);
    };
  }, [router]);

  return (
    <div className="flex max-w-5xl flex-col gap-4">
      <p className="text-ink-2">{t("budget", { budget: list.budget, extra: list.userExtra })}</p>
      {list.collecting ? null : <p className="rounded-md bg-warn-soft p-3">{t("nobodyCollects")}</p>}
      {list.unwatchedMs === null ? null : (
        <p className="rounded-md bg-run-soft p-3">
          {t("keepAlive", { minutes: Math.floor(list.unwatchedMs / 60_000) })}
        </p>
      )}
      {list.regions.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface p-4 text-ink-2">{t("none")}</p>
      ) : (
        <>
          <Legend />
          <ul aria-label={t("title")} className="flex flex-col gap-3">
            {list.regions.map((region) => (
              <RegionCard key={region.regionId} region={region} budget={list.budget + list.userExtra} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Legend() {
  const t = useTranslations("regions.legend");
  const marks = [
    ["bg-run", t("collector")],
    ["bg-ok", t("user")],
    ["bg-bad", t("throttledOurs")],
    ["bg-warn", t("throttledOthers")],
  ] as const;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-ink-2 text-sm">
      {marks.map(([colour, word]) => (
        <li key={colour} className="flex items-center gap-2">
          <span aria-hidden className={`size-2.5 rounded-xs ${colour}`} />
          {word}
        </li>
      ))}
      <li className="flex items-center gap-2">
        <span aria-hidden className="w-4 border-line-strong border-t border-dashed" />
        {t("limit")}
      </li>
    </ul>
  );
}
