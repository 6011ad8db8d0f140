"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import type { BulkItem, BulkView } from "@/lib/contracts/bulk";
import { BULK_CONFIRM } from "@/lib/domain/bulk";
import { bulkOptions, dismissBulk, orderBulk } from "@/lib/queries/bulk";
import { keys } from "@/lib/queries/keys";
import { type Line, waitingItems } from "./lines";
import { PlanBody, PlanFooter, type PlanProblem, type Typed } from "./plan-face";
import { ResultsBody, ResultsFooter, Spoken } from "./results-face";

/** What the dialog opens on: templates to be ordered, or a bulk that was. */
export type Subject =
  | { readonly kind: "plan"; readonly lines: readonly Line[] }
  | { readonly kind: "bulk"; readonly bulkId: string; readonly count: number };

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
  const client = useQueryClient();
  const [subject, setSubject] = useState(props.subject);
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [problem, setProblem] = useState<PlanProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(true);
  const first = useRef<HTMLButtonElement>(null);
  const leaves = useRef(false);
  const bulkId = subject.kind === "bulk" ? subject.bulkId : null;
  const results = useQuery({ ...bulkOptions(bulkId ?? ""), enabled: bulkId !== null });
  const view = bulkId === null ? null : (results.data ?? null);

  useEffect(() => {
    // A pressed button leaves with its face: the focus stays in the dialog.
    if (!document.activeElement?.matches("button, input, section")) first.current?.focus();
  });

  async function submit() {
    if (busy || subject.kind !== "plan" || typed.word !== BULK_CONFIRM) return;
    setBusy(true);
    const { lines } = subject;
    const reason = typed.reason.trim();
    const answer = await orderBulk({
      items: lines.map(({ regionId, templateId }) => ({ regionId, templateId })),
      confirm: typed.word,
      ...(reason === "" ? {} : { reason }),
    });
    setBusy(false);
    void client.invalidateQueries({ queryKey: keys.bulkList });
    if (answer.state === "lost") return setProblem({ kind: "lost" });
    if (answer.state === "failed") return setProblem({ kind: "failed", error: answer.error });
    if (answer.value.kind === "denied") return setProblem({ kind: "failed", error: { code: "forbidden" } });
    const { bulkId: id } = answer.value;
    client.setQueryData<BulkView>(
      keys.bulk(id),
      (known) => known ?? { id, at: "", count: lines.length, endedAt: null, items: waitingItems(lines) },
    );
    setSubject({ kind: "bulk", bulkId: id, count: lines.length });
  }

  function close() {
    if (busy) return;
    setOpen(false);
    if (bulkId === null || view?.endedAt == null) return;
    leaves.current = true;
    void dismissBulk(bulkId).then(() => client.invalidateQueries({ queryKey: keys.bulkList }));
  }

  const again = view?.endedAt ? view.items.filter((item) => item.detail?.retry === true) : [];
  function tryAgain() {
    if (bulkId !== null)
      void dismissBulk(bulkId).then(() => client.invalidateQueries({ queryKey: keys.bulkList }));
    setTyped({ ...NOTHING_TYPED, reason: typed.reason });
    setProblem(null);
    setSubject({ kind: "plan", lines: again.map(toPlan) });
  }

  const count = subject.kind === "plan" ? subject.lines.length : subject.count;
  return (
    <AlertDialog
      open={open}
      onClose={close}
      onClosed={props.onClosed}
      title={t("title", { count })}
      {...(subject.kind === "plan" ? { description: t("text") } : {})}
      initialFocus={first}
      finalFocus={() => props.finalFocus(leaves.current)}
      footer={
        subject.kind === "plan" ? (
          <PlanFooter matches={typed.word === BULK_CONFIRM} busy={busy} keep={first} onKeep={close} />
        ) : (
          <ResultsFooter close={first} onClose={close} again={again} onAgain={tryAgain} />
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
        <ResultsBody view={view} failed={results.isError && !busy} />
      )}
      <Spoken view={view} />
    </AlertDialog>
  );
}

function toPlan({ regionId, templateId, name }: BulkItem): Line {
  return { regionId, templateId, name, result: "waiting", detail: null };
}
