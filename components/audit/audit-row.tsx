"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Hint } from "@/components/ui/hint";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AuditItem } from "@/lib/contracts/audit";
import { AUDIT_ACTIONS } from "@/lib/domain/audit";
import { paths } from "@/lib/paths";
import { type Attempt, eventsOf } from "./attempts";
import { AuditSteps } from "./audit-steps";
import { OutcomeBadge } from "./outcome-badge";
import { UtcTime } from "./utc-time";
import { Why } from "./why";

// Said aloud: a browser drops a table's own roles where CSS draws it as cards.
const ROW = { role: "row" };
const CELL = { role: "cell" };

/** An attempt as a row, or as a card in a narrow container; its single events unfold below it. */
export function AuditRow({ attempt, row }: { readonly attempt: Attempt; readonly row: number }) {
  const t = useTranslations("audit");
  const details = useId();
  const [isOpen, setOpen] = useState(false);
  const event = attempt.outcomes.at(-1) ?? attempt.newest;
  const given = attempt.intent?.action === "template.delete" ? attempt.intent.reason : null;
  return (
    <>
      <tr
        {...ROW}
        data-seq={attempt.newest.seq}
        className={clsx(
          "border-line border-t align-top @max-4xl:grid @max-4xl:grid-cols-2 @max-4xl:gap-x-4 @max-4xl:gap-y-2.5 @max-4xl:p-4",
          row % 2 === 1 && "@max-4xl:bg-sunken/40",
        )}
      >
        <Cell label={t("column.time")}>
          <RelativeTime at={event.at} />
          <Second>
            <UtcTime at={event.at} />
          </Second>
        </Cell>
        <Cell label={t("column.who")}>
          <Cut text={event.actor} />
        </Cell>
        <Cell label={t("column.action")}>
          <ActionWord action={event.action} />
        </Cell>
        <Cell label={t("column.template")} wide>
          <Template event={event} />
        </Cell>
        <Cell label={t("column.outcome")}>
          <OutcomeBadge event={event} />
          {attempt.outcomes.length > 1 ? (
            <Second>{t("steps", { count: attempt.outcomes.length })}</Second>
          ) : null}
        </Cell>
        <Cell label={t("column.why")} wide>
          <p className="line-clamp-3 wrap-anywhere">
            {attempt.outcomes.length > 0 ? <Why event={event} /> : t("why.noOutcome")}
          </p>
          {given ? <Second>{t("why.given", { reason: given })}</Second> : null}
        </Cell>
        <Cell label={t("column.request")}>
          {event.requestId ? (
            <RequestId value={event.requestId} />
          ) : (
            <span className="text-ink-3">{t("none")}</span>
          )}
        </Cell>
        <Cell label={t("column.details")} end>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? details : undefined}
            aria-label={t("detailsOf", { seq: attempt.key })}
            onClick={() => setOpen(!isOpen)}
            className="inline-flex size-7 items-center justify-center rounded-sm text-ink-2 hover:bg-sunken hover:text-ink"
          >
            <ChevronDown
              aria-hidden
              className={clsx("size-4 transition-transform", isOpen && "rotate-180")}
            />
          </button>
        </Cell>
      </tr>
      {isOpen ? (
        <tr {...ROW} id={details} className="border-line border-t bg-sunken @max-4xl:block">
          <td {...CELL} colSpan={8} className="px-4 py-3 @max-4xl:block">
            <AuditSteps
              events={eventsOf(attempt)}
              hasIntentElsewhere={event.intentSeq !== null && !attempt.intent}
            />
          </td>
        </tr>
      ) : null}
    </>
  );
}

type CellProps = {
  readonly label: string;
  readonly wide?: boolean;
  readonly end?: boolean;
  readonly children: ReactNode;
};

function Cell({ label, wide, end, children }: CellProps) {
  return (
    <td
      {...CELL}
      className={clsx(
        "min-w-0 px-2 py-2 first:pl-4 last:pr-3 @max-4xl:p-0",
        wide && "@max-4xl:col-span-2",
        end && "text-right @max-4xl:text-right",
      )}
    >
      <span aria-hidden className={clsx("hidden text-ink-3 text-xs", !end && "@max-4xl:block")}>
        {label}
      </span>
      {children}
    </td>
  );
}

function Second({ children }: { readonly children: ReactNode }) {
  return <p className="truncate text-ink-2 text-xs">{children}</p>;
}

/** One line that is cut by its width; the whole of it on hover. */
function Cut({ text }: { readonly text: string }) {
  return (
    <Hint text={text} whenTruncated>
      <span className="block truncate">{text}</span>
    </Hint>
  );
}

function ActionWord({ action }: { readonly action: string }) {
  const t = useTranslations("audit");
  const known = AUDIT_ACTIONS.find((each) => each === action);
  return <>{known ? t("action", { action: known.replace(".", "_") }) : action}</>;
}

function Template({ event }: { readonly event: AuditItem }) {
  const t = useTranslations("audit");
  const { templateId, templateName, regionId } = event;
  if (!templateId) return <span className="text-ink-3">{t("none")}</span>;
  const name = templateName ?? templateId;
  return (
    <>
      <Hint text={name} whenTruncated>
        <Link
          href={`${paths.audit()}?templateId=${encodeURIComponent(templateId)}`}
          prefetch={false}
          aria-label={t("onlyThis", { name })}
          className="block truncate rounded-sm font-semibold hover:underline"
        >
          <bdi>{name}</bdi>
        </Link>
      </Hint>
      <Second>
        {regionId} · <span className="font-mono">{templateId}</span>
      </Second>
    </>
  );
}

function RequestId({ value }: { readonly value: string }) {
  const t = useTranslations("ui.facts");
  return (
    <span className="flex min-w-0 items-center gap-0.5">
      <Hint text={value} whenTruncated>
        <span className="min-w-0 truncate font-mono text-ink-2 text-sm">{value}</span>
      </Hint>
      <CopyButton value={value} what={t("requestId")} />
    </span>
  );
}
