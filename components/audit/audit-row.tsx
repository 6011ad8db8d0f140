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

type AuditRowProps = {
  readonly attempt: Attempt;
  /** Marked as chosen, where rows can be. */
  readonly isSelected?: boolean;
  /** Stands before the button that unfolds. */
  readonly action?: ReactNode;
};

/** An attempt as a row, or as a card in a narrow container; its single events unfold below it. */
export function AuditRow({ attempt, isSelected, action }: AuditRowProps) {
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
        aria-selected={isSelected}
        className="grid scroll-mt-16 grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] gap-x-4 gap-y-2 border-line border-t p-4 align-top aria-selected:bg-accent-soft @xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)_auto] @4xl:table-row"
      >
        <Cell label={t("column.time")} card="time">
          <RelativeTime at={event.at} />
          <Second>
            <UtcTime at={event.at} />
          </Second>
        </Cell>
        <Cell label={t("column.who")} card="who">
          <Cut text={event.actor} />
        </Cell>
        <Cell label={t("column.action")} card="action">
          <ActionWord action={event.action} />
        </Cell>
        <Cell label={t("column.template")} card="template">
          <Template event={event} />
        </Cell>
        <Cell label={t("column.outcome")} card="outcome">
          <OutcomeBadge event={event} />
          {attempt.outcomes.length > 1 ? (
            <Second>{t("steps", { count: attempt.outcomes.length })}</Second>
          ) : null}
        </Cell>
        <Cell label={t("column.why")} card="why">
          <p className="line-clamp-3 wrap-anywhere">
            {attempt.outcomes.length > 0 ? <Why event={event} /> : t("why.noOutcome")}
          </p>
          {given ? <Second>{t("why.given", { reason: given })}</Second> : null}
        </Cell>
        <Cell label={t("column.request")} card="request" isEmpty={!event.requestId}>
          {event.requestId ? (
            <RequestId value={event.requestId} />
          ) : (
            <span className="text-ink-3">{t("none")}</span>
          )}
        </Cell>
        <Cell label={t("column.details")} card="details">
          {action}
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
  /** Where a card places it: two columns, four where there is room for them. */
  readonly card: keyof typeof CARD;
  /** Nothing to say: a card leaves it out. */
  readonly isEmpty?: boolean;
  readonly children: ReactNode;
};

const CARD = {
  template: "order-1 col-span-2",
  details: "order-2 text-right @xl:order-4",
  outcome: "order-3",
  time: "order-3 col-span-2 @xl:col-span-1",
  why: "order-5 col-span-3 @xl:col-span-2",
  action: "order-6",
  who: "order-6 col-span-2",
  request: "order-7 col-span-3 @4xl:hidden @5xl:table-cell",
} as const;

/** What needs no label in a card: it says by itself what it is. */
const PLAIN: ReadonlySet<string> = new Set(["template", "outcome", "time", "details"]);

function Cell({ label, card, isEmpty, children }: CellProps) {
  return (
    <td
      {...CELL}
      className={clsx(
        "min-w-0 @4xl:px-2 @4xl:py-2 @4xl:last:pr-3 @4xl:first:pl-4",
        CARD[card],
        isEmpty && "hidden",
      )}
    >
      {PLAIN.has(card) ? null : (
        <span aria-hidden className="block text-ink-2 text-xs @4xl:hidden">
          {label}
        </span>
      )}
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
  return <>{known ? t("action", { action: known.replaceAll(".", "_") }) : action}</>;
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
