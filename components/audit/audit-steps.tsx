import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import type { AuditItem } from "@/lib/contracts/audit";
import { OutcomeBadge } from "./outcome-badge";
import { UtcTime } from "./utc-time";
import { Why, Words } from "./why";

type AuditStepsProps = {
  readonly events: readonly AuditItem[];
  /** The intent exists, but further back than what was read, or outside the filter. */
  readonly hasIntentElsewhere: boolean;
};

/** Every event of an attempt in order, with its number and its hash: what an auditor quotes. */
export function AuditSteps({ events, hasIntentElsewhere }: AuditStepsProps) {
  const t = useTranslations("audit.step");
  const intentSeq = events[0]?.intentSeq;
  return (
    <ol className="flex flex-col gap-2.5">
      {hasIntentElsewhere && intentSeq ? (
        <li className="text-ink-2">{t("elsewhere", { seq: intentSeq })}</li>
      ) : null}
      {events.map((event) => (
        <li key={event.seq} className="grid gap-x-4 gap-y-1 sm:grid-cols-[10rem_7rem_minmax(0,1fr)]">
          <span className="text-ink-2">
            <UtcTime at={event.at} />
          </span>
          <span>
            {event.phase === "intent" ? (
              <span className="font-medium">{t("intent")}</span>
            ) : (
              <OutcomeBadge event={event} />
            )}
          </span>
          <div className="min-w-0 wrap-anywhere">
            <p>{event.phase === "intent" ? <IntentWords event={event} /> : <Why event={event} />}</p>
            <p className="flex flex-wrap items-center gap-x-3 text-ink-2 text-xs">
              <span>{t("seq", { seq: event.seq })}</span>
              {event.requestId ? <span className="font-mono">{event.requestId}</span> : null}
              <span className="inline-flex items-center gap-0.5">
                <span className="font-mono">{t("hash", { hash: event.hash.slice(0, 12) })}</span>
                <CopyButton value={event.hash} what={t("hashOf", { seq: event.seq })} />
              </span>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function IntentWords({ event }: { readonly event: AuditItem }) {
  const t = useTranslations("audit.step");
  return (
    <>
      {t("recorded")} {event.reason ? <Words event={event} /> : null}
    </>
  );
}
