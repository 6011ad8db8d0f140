"use client";

import { useTranslations } from "next-intl";
import { ageOf } from "./age";

/** A length of time that is over, in milliseconds. */
export function Duration({ ms }: { readonly ms: number }) {
  const t = useTranslations("ui.age");
  const age = ageOf(ms, "elapsed");
  if (age.unit === "now" || age.unit === "date") return null;
  return (
    <span className="whitespace-nowrap text-ink-2">{t(`elapsed.${age.unit}`, { count: age.count })}</span>
  );
}
