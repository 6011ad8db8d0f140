"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { BULK_CONFIRM, type BulkWish } from "@/lib/domain/bulk";
import { bulkOptions } from "@/lib/queries/bulk";
import { againAsPlan, isBlocked, type Line, linesToQueue, withQueued } from "./lines";
import { PlanBody, PlanFooter, type Typed } from "./plan-face";
import { ResultsBody, ResultsFooter, Spoken } from "./results-face";
import { useOrders } from "./use-orders";

/** What the dialog opens on: templates to be ordered, or a bulk that was; `rest` was planned beside it. */
export type Subject =
  | { readonly kind: "plan"; readonly lines: readonly Line[] }
  | {
      readonly kind: "bulk";
      readonly bulkId: string;
      readonly wish: BulkWish;
      readonly count: number;
      readonly rest?: readonly Line[];
    };

type BulkDialogProps = {
  readonly subject: Subject;
  readonly onClosed: () => void;
  /** Where the focus goes; `leaves`: the line of this bulk under the list goes with the dialog. */
  readonly finalFocus: (leaves: boolean) => HTMLElement | null;
};

const NOTHING_TYPED: Typed = { word: "", reason: "" };

/** One dialog from the choice to the last result; its name stays, so that who looks for it finds it. */
export function BulkDialog(props: BulkDialogProps) {
  const t = useTranslations("bulk.confirm");
  const [subject, setSubject] = useState(props.subject);
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [queueId, setQueueId] = useState<string | null>(null);
  const [open, setOpen] = useState(true);
  const first = useRef<HTMLButtonElement>(null);
  const leaves = useRef(false);
  const orders = useOrders();
  const { busy, problem } = orders;
  const bulkId = subject.kind === "bulk" ? subject.bulkId : null;
  const results = useQuery({ ...bulkOptions(bulkId ?? ""), enabled: bulkId !== null });
  const queue = useQuery({ ...bulkOptions(queueId ?? ""), enabled: queueId !== null });
  const ordered = bulkId === null ? null : (results.data ?? null);
  const queued = queueId === null ? null : (queue.data ?? null);
  const view = useMemo(() => withQueued(ordered, queued), [ordered, queued]);

  useEffect(() => {
    // A pressed button leaves with its face: the focus stays in the dialog.
    if (!document.activeElement?.matches("button, input, section")) first.current?.focus();
  });

  async function submit() {
    if (busy || subject.kind !== "plan" || typed.word !== BULK_CONFIRM) return;
    const { lines } = subject;
    const id = await orders.order("delete", lines, typed);
    if (id !== null) setSubject({ kind: "bulk", bulkId: id, wish: "delete", count: lines.length });
  }

  /** From the plan its own results take the place; from results they go into the same list. */
  async function queueBlocked(lines: readonly Line[]) {
    const id = await orders.order("queue", lines, typed);
    if (id === null) return;
    if (subject.kind === "bulk") return setQueueId(id);
    const rest = subject.lines.filter((line) => !isBlocked(line));
    setSubject({ kind: "bulk", bulkId: id, wish: "queue", count: lines.length, rest });
  }

  function seen() {
    const ids = [bulkId !== null && ordered?.endedAt ? bulkId : null, queued?.endedAt ? queueId : null];
    orders.dismiss(ids.filter((id) => id !== null));
  }

  function close() {
    if (busy) return;
    setOpen(false);
    leaves.current = Boolean(view?.endedAt);
    seen();
  }

  function plan(lines: readonly Line[]) {
    seen();
    setTyped({ ...NOTHING_TYPED, reason: typed.reason });
    orders.forgetProblem();
    setQueueId(null);
    setSubject({ kind: "plan", lines });
  }

  const isQueue = subject.kind === "bulk" && subject.wish === "queue";
  const count = subject.kind === "plan" ? subject.lines.length : subject.count;
  const shown = subject.kind === "plan" ? subject.lines : view?.endedAt && queueId === null ? view.items : [];
  const toQueue = isQueue ? [] : linesToQueue(shown);
  const onQueue = toQueue.length === 0 ? null : () => void queueBlocked(toQueue);
  return (
    <AlertDialog
      open={open}
      onClose={close}
      onClosed={props.onClosed}
      title={t(isQueue ? "queueTitle" : "title", { count })}
      {...(subject.kind === "plan" ? { description: t("text") } : {})}
      initialFocus={first}
      finalFocus={() => props.finalFocus(leaves.current)}
      footer={
        subject.kind === "plan" ? (
          <PlanFooter
            matches={typed.word === BULK_CONFIRM}
            busy={busy}
            onQueue={onQueue}
            keep={first}
            onKeep={close}
          />
        ) : (
          <ResultsFooter
            close={first}
            busy={busy}
            onClose={close}
            onQueue={onQueue}
            again={againAsPlan(view)}
            rest={subject.rest ?? []}
            onPlan={plan}
          />
        )
      }
    >
      {subject.kind === "plan" ? (
        <PlanBody
          lines={subject.lines}
          typed={typed}
          busy={busy}
          problem={problem}
          onType={setTyped}
          onSubmit={() => void submit()}
        />
      ) : (
        <ResultsBody
          view={view}
          queued={queued}
          failed={(results.isError || queue.isError) && !busy}
          problem={busy ? null : problem}
        />
      )}
      <Spoken view={view} />
    </AlertDialog>
  );
}
