"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useZone } from "@/components/ui/clock";
import { Hint } from "@/components/ui/hint";
import { type IconName, iconClass } from "@/components/ui/icon";
import type { TemplateItem } from "@/lib/contracts/template";
import { type DeletionWord, deletionWord, elementId } from "./deletion-words";
import { Outlook } from "./outlook";
import { useMayWrite } from "./role-context";

const LOOKS: Readonly<Record<DeletionWord, readonly [IconName, string]>> = {
  deletable: ["circleCheck", "text-ink-2"],
  checking: ["refresh", "text-ink-2"],
  "build-running": ["lock", "text-run"],
  "older-build-running": ["lock", "text-run"],
  "status-unknown": ["circleHelp", "text-warn"],
  unreadable: ["circleHelp", "text-warn"],
  protected: ["lock", "text-ink-2"],
  deleting: ["refresh", "text-ink-2"],
  "outcome-unknown": ["circleHelp", "text-warn"],
  settling: ["refresh", "text-warn"],
};

const QUEUED = `${iconClass("hourglass")} truncate rounded-sm text-ink-2 text-xs [--icon-size:0.75rem] before:me-1 before:inline-block before:align-[-0.125rem]`;

/** The box that its lines stand in: a cell of the table, or one of its own. */
export const DELETION_CELL = "flex min-w-0 flex-col";

/** The deletion state in words; the row's buttons point at it by `aria-describedby`. */
export function DeletionState({ item }: { readonly item: TemplateItem }) {
  const t = useTranslations("templates.deletion");
  const format = useFormatter();
  const timeZone = useZone();
  const { mayWrite, role } = useMayWrite();
  const word = deletionWord(item);
  const [icon, colour] = LOOKS[word];
  const until = item.attempt?.until;
  const time = until
    ? format.dateTime(new Date(until), { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    : "none";
  return (
    <>
      <span
        id={elementId("why", item)}
        className={`${iconClass(icon)} truncate [--icon-size:0.875rem] before:me-2 before:inline-block before:align-[-0.125rem] ${colour}`}
      >
        {t(word, { time })}
      </span>
      <Details item={item} word={word} />
      {mayWrite ? null : (
        <span id={elementId("role", item)} className="truncate text-ink-2 text-xs">
          {t("role", { role })}
        </span>
      )}
    </>
  );
}

/** Below the word: what blocks since when, who protects it, and the order that waits. */
function Details({ item, word }: { readonly item: TemplateItem; readonly word: DeletionWord }) {
  const t = useTranslations("templates.deletion");
  const { deletability, protection, queue, usual } = item;
  const line = "truncate rounded-sm text-ink-2 text-xs";
  const outlook =
    deletability.buildId === undefined ? null : (
      <Outlook
        startedAt={deletability.buildStartedAt ?? null}
        startedBy={deletability.buildStartedBy ?? null}
        usual={usual}
      />
    );
  return (
    <>
      {outlook && word !== "protected" ? (
        <Hint text={outlook} whenTruncated>
          <span className={line}>{outlook}</span>
        </Hint>
      ) : null}
      {protection ? <ProtectedBy protection={protection} className={line} /> : null}
      {queue ? (
        <Hint text={<QueuedUntil queue={queue} />}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who ordered it is told on focus too */}
          <span tabIndex={0} className={QUEUED}>
            {t("queued")}
          </span>
        </Hint>
      ) : null}
    </>
  );
}

type ProtectedByProps = {
  readonly protection: NonNullable<TemplateItem["protection"]>;
  readonly className: string;
};

function ProtectedBy({ protection, className }: ProtectedByProps) {
  const t = useTranslations("templates.deletion");
  const format = useFormatter();
  const timeZone = useZone();
  const since = format.dateTime(new Date(protection.since), { timeZone, dateStyle: "medium" });
  const text = t("protectedBy", { name: protection.by, since, reason: protection.reason ?? "none" });
  return (
    <Hint text={text} whenTruncated>
      <span className={className}>{text}</span>
    </Hint>
  );
}

function QueuedUntil({ queue }: { readonly queue: NonNullable<TemplateItem["queue"]> }) {
  const t = useTranslations("templates.deletion");
  const format = useFormatter();
  const timeZone = useZone();
  const until = format.dateTime(new Date(queue.until), { timeZone, dateStyle: "medium", timeStyle: "short" });
  return t("queuedBy", { name: queue.by, until });
}
