"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { type IconName, iconClass } from "@/components/ui/icon";
import { isKnownStatus, NEVER_BUILT, NOT_READ_YET, statusTone } from "@/lib/domain/build-status";

const ICONS: Readonly<Record<string, IconName>> = {
  SUCCESS: "circleCheck",
  PARTITION_SUCCESS: "circleAlert",
  FAILED: "circleX",
  TEST_FAILED: "flask",
  CANCELLED: "ban",
  [NEVER_BUILT]: "circleDashed",
  [NOT_READ_YET]: "circleDashed",
};

/** The word for a status in the reader's language; one we do not know is shown as the API sent it. */
export function useStatusWord(): (status: string) => string {
  const t = useTranslations("status");
  return (status) =>
    isKnownStatus(status) || status === NEVER_BUILT || status === NOT_READ_YET ? t(status) : status;
}

/** Icon and word of a build's status; `status` is the API's word, `never-built` or `unknown`. */
export function StatusBadge({ status }: { readonly status: string }) {
  const word = useStatusWord();
  const icon = ICONS[status] ?? (isKnownStatus(status) ? "loader" : "circleHelp");
  return (
    <Badge tone={statusTone(status)} data-status={status} iconBefore={iconClass(icon)}>
      {word(status)}
    </Badge>
  );
}
