"use client";

import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  FlaskConical,
  LoaderCircle,
  type LucideIcon,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { isKnownStatus, NEVER_BUILT, NOT_READ_YET, statusTone } from "@/lib/domain/build-status";

const ICONS: Readonly<Record<string, LucideIcon>> = {
  SUCCESS: CircleCheck,
  PARTITION_SUCCESS: CircleAlert,
  FAILED: CircleX,
  TEST_FAILED: FlaskConical,
  CANCELLED: Ban,
  [NEVER_BUILT]: CircleDashed,
  [NOT_READ_YET]: CircleDashed,
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
  const Icon = ICONS[status] ?? (isKnownStatus(status) ? LoaderCircle : CircleHelp);
  return (
    <Badge
      tone={statusTone(status)}
      data-status={status}
      icon={<Icon aria-hidden className="size-3.5 shrink-0" />}
    >
      {word(status)}
    </Badge>
  );
}
