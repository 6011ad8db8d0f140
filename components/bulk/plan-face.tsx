"use client";

import { Hourglass, Trash2, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FormEvent, Ref } from "react";
import { Button } from "@/components/ui/button";
import { ErrorCallout, type ShownError } from "@/components/ui/error-callout";
import { Spinner } from "@/components/ui/spinner";
import { TextField } from "@/components/ui/text-field";
import { BULK_CONFIRM, type BulkWish } from "@/lib/domain/bulk";
import { LineList } from "./line-list";
import { isBlocked, type Line, linesToQueue } from "./lines";

const FORM = "confirm-bulk";
const REASON_MAX = 500;

/** What was typed; kept by the dialog, so that no error loses it. */
export type Typed = { readonly word: string; readonly reason: string };

/** Why nothing was begun, or that it is not known; `wish` is what was asked for. */
export type OrderProblem = { readonly wish: BulkWish } & (
  | { readonly kind: "failed"; readonly error: ShownError }
  | { readonly kind: "lost" }
);

type PlanBodyProps = {
  readonly lines: readonly Line[];
  readonly typed: Typed;
  readonly busy: boolean;
  readonly problem: OrderProblem | null;
  readonly onType: (typed: Typed) => void;
  readonly onSubmit: () => void;
};

/** What would be deleted, the blocked ones first, and the word to type. */
export function PlanBody({ lines, typed, busy, problem, onType, onSubmit }: PlanBodyProps) {
  const t = useTranslations("bulk.confirm");
  const blocked = lines.filter(isBlocked).length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <>
      {blocked > 0 ? (
        <p className="flex gap-2 rounded-md bg-warn-soft p-2.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <span>
            {t("blocked", { count: blocked })} {linesToQueue(lines).length > 0 ? t("queueHint") : null}
          </span>
        </p>
      ) : null}
      <LineList label={t("list")} lines={lines} isPlan />
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          label={t.rich("type", {
            word: () => <span className="rounded-sm bg-sunken px-1 font-mono">{BULK_CONFIRM}</span>,
          })}
          spellCheck={false}
          autoCapitalize="off"
          readOnly={busy}
          value={typed.word}
          onChange={(event) => onType({ ...typed, word: event.target.value })}
        />
        <TextField
          label={t("reason")}
          hint={t("reasonHint")}
          maxLength={REASON_MAX}
          readOnly={busy}
          value={typed.reason}
          onChange={(event) => onType({ ...typed, reason: event.target.value })}
        />
      </form>
      {problem === null || busy ? null : <ProblemNote problem={problem} />}
    </>
  );
}

/** That an order was not begun, or that nobody knows. */
export function ProblemNote({ problem }: { readonly problem: OrderProblem }) {
  const t = useTranslations("bulk.confirm");
  const isQueue = problem.wish === "queue";
  if (problem.kind === "lost")
    return <ErrorCallout error={{ code: "internal" }} cause={t(isQueue ? "queueLost" : "lost")} />;
  return <ErrorCallout error={problem.error} effect={t(isQueue ? "notQueued" : "notStarted")} />;
}

type PlanFooterProps = {
  readonly matches: boolean;
  readonly busy: boolean;
  /** Absent where nothing waits for a build. */
  readonly onQueue: (() => void) | null;
  readonly keep: Ref<HTMLButtonElement>;
  readonly onKeep: () => void;
};

/** The way out first, then one red button that acts only when the word is typed. */
export function PlanFooter({ matches, busy, onQueue, keep, onKeep }: PlanFooterProps) {
  const t = useTranslations("bulk.confirm");
  return (
    <>
      <Button ref={keep} aria-disabled={busy || undefined} onClick={onKeep}>
        {t("keep")}
      </Button>
      {onQueue === null ? null : <QueueBlocked busy={busy} onClick={onQueue} />}
      <Button
        type="submit"
        form={FORM}
        variant="danger"
        aria-disabled={!matches || busy ? true : undefined}
        aria-busy={busy || undefined}
        icon={busy ? <Spinner /> : <Trash2 aria-hidden className="size-4" />}
      >
        {t(busy ? "starting" : "delete")}
      </Button>
    </>
  );
}

/** `Queue the blocked ones`: acts at one press, as it does for a single template. */
export function QueueBlocked({ busy, onClick }: { readonly busy: boolean; readonly onClick: () => void }) {
  const t = useTranslations("bulk.confirm");
  return (
    <Button
      aria-disabled={busy || undefined}
      icon={<Hourglass aria-hidden className="size-4" />}
      onClick={() => {
        if (!busy) onClick();
      }}
    >
      {t("queue")}
    </Button>
  );
}
