import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleSlash,
  CircleX,
  Lock,
  type LucideIcon,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { AuditItem } from "@/lib/contracts/audit";
import { AUDIT_ACTIONS } from "@/lib/domain/audit";

const LOOKS: Readonly<Record<string, { readonly tone: Tone; readonly Icon: LucideIcon }>> = {
  succeeded: { tone: "ok", Icon: CircleCheck },
  blocked: { tone: "bad", Icon: CircleSlash },
  denied: { tone: "warn", Icon: Lock },
  failed: { tone: "bad", Icon: CircleX },
  unknown: { tone: "warn", Icon: CircleHelp },
};
/** Seen, not done here. */
const GONE = { tone: "off", Icon: CircleCheck } as const;
const UNDER_WAY = { tone: "run", Icon: CircleDashed } as const;

/** How an event came out, in a word that fits its action; an intent without an outcome is under way. */
export function OutcomeBadge({ event }: { readonly event: Pick<AuditItem, "action" | "outcome"> }) {
  const t = useTranslations("audit.outcome");
  const { action, outcome } = event;
  const { tone, Icon } = action === "template.vanished" ? GONE : (outcome && LOOKS[outcome]) || UNDER_WAY;
  const known = AUDIT_ACTIONS.find((each) => each === action);
  const word =
    outcome === "succeeded"
      ? t("succeeded", { action: known ? known.replaceAll(".", "_") : "other" })
      : t(outcome ?? "underWay");
  return (
    <Badge
      tone={tone}
      icon={<Icon aria-hidden className="size-3.5 shrink-0" />}
      data-outcome={outcome ?? "none"}
    >
      {word}
    </Badge>
  );
}
