"use client";

import { useTranslations } from "next-intl";
import { type Ref, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { BulkView } from "@/lib/contracts/bulk";
import { LineList } from "./line-list";
import { countLines, inOrderOfNeed, keyOf, type Line } from "./lines";
import { type OrderProblem, ProblemNote, QueueBlocked } from "./plan-face";
import { useCountWords } from "./use-count-words";

/** Between two times that the progress is read out. */
const SAY_MS = 10_000;

type ResultsBodyProps = {
  readonly view: BulkView | null;
  /** Those of it that were queued afterwards. */
  readonly queued: BulkView | null;
  readonly failed: boolean;
  readonly problem: OrderProblem | null;
};

/** How far it is, live, and the result of each template. */
export function ResultsBody({ view, queued, failed, problem }: ResultsBodyProps) {
  const t = useTranslations("bulk.progress");
  const words = useCountWords();
  const lines = useMemo(
    () => (view === null ? [] : view.endedAt ? inOrderOfNeed(view.items) : view.items),
    [view],
  );
  const counts = countLines(lines);
  const done = lines.length - counts.waiting - counts.deleting;
  const ofQueue = new Set(queued?.items.map(keyOf));
  return (
    <>
      {view === null ? null : (
        <div className="flex flex-col gap-1.5">
          <p className="font-medium tabular-nums">{words(counts, view.wish)}</p>
          <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken">
            <div
              className="h-full origin-left bg-accent transition-transform duration-150"
              style={{ transform: `scaleX(${lines.length === 0 ? 0 : done / lines.length})` }}
            />
          </div>
          <p className="text-ink-2 text-sm">{t(view.endedAt ? "ended" : "goesOn")}</p>
        </div>
      )}
      {failed ? (
        <p role="alert" className="text-bad">
          {t("unread")}
        </p>
      ) : null}
      {view === null ? null : (
        <LineList
          label={t("list")}
          lines={lines}
          wishOf={(line) => (ofQueue.has(keyOf(line)) ? "queue" : view.wish)}
        />
      )}
      {problem === null ? null : <ProblemNote problem={problem} />}
    </>
  );
}

/** Reads the progress out now and then, and the end at once. The node is there before its text. */
export function Spoken({ view }: { readonly view: BulkView | null }) {
  const words = useCountWords();
  const [text, setText] = useState("");
  const saidAt = useRef(Number.NEGATIVE_INFINITY);
  const now = view === null ? "" : words(countLines(view.items), view.wish);
  const ended = view !== null && view.endedAt !== null;
  useEffect(() => {
    if (now === "" || (!ended && performance.now() - saidAt.current < SAY_MS)) return;
    saidAt.current = performance.now();
    setText(now);
  }, [now, ended]);
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}

type ResultsFooterProps = {
  readonly close: Ref<HTMLButtonElement>;
  readonly busy: boolean;
  readonly onClose: () => void;
  /** Absent where nothing waits for a build, or it was pressed. */
  readonly onQueue: (() => void) | null;
  /** Those for which asking again can help, once all have their result. */
  readonly again: readonly Line[];
  /** Those of the choice that the order did not concern. */
  readonly rest: readonly Line[];
  readonly onPlan: (lines: readonly Line[]) => void;
};

export function ResultsFooter(props: ResultsFooterProps) {
  const { close, busy, onClose, onQueue, again, rest, onPlan } = props;
  const t = useTranslations("bulk.progress");
  const ui = useTranslations("ui");
  const others = [...again, ...rest];
  return (
    <>
      {others.length > 0 ? (
        <Button aria-disabled={busy || undefined} onClick={() => onPlan(others)}>
          {t(rest.length > 0 ? "rest" : "again", { count: others.length })}
        </Button>
      ) : null}
      {onQueue === null ? null : <QueueBlocked busy={busy} onClick={onQueue} />}
      <Button ref={close} aria-disabled={busy || undefined} onClick={onClose}>
        {ui("close")}
      </Button>
    </>
  );
}
