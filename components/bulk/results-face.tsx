"use client";

import { useTranslations } from "next-intl";
import { type Ref, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { BulkView } from "@/lib/contracts/bulk";
import { LineList } from "./line-list";
import { countLines, inOrderOfNeed, type Line } from "./lines";
import { useCountWords } from "./use-count-words";

/** Between two times that the progress is read out. */
const SAY_MS = 10_000;

type ResultsBodyProps = { readonly view: BulkView | null; readonly failed: boolean };

/** How far it is, live, and the result of each template. */
export function ResultsBody({ view, failed }: ResultsBodyProps) {
  const t = useTranslations("bulk.progress");
  const words = useCountWords();
  const lines = useMemo(
    () => (view === null ? [] : view.endedAt ? inOrderOfNeed(view.items) : view.items),
    [view],
  );
  const counts = countLines(lines);
  const done = lines.length - counts.waiting - counts.deleting;
  return (
    <>
      {view === null ? null : (
        <div className="flex flex-col gap-1.5">
          <p className="font-medium tabular-nums">{words(counts)}</p>
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
      {view === null ? null : <LineList label={t("list")} lines={lines} />}
    </>
  );
}

/** Reads the progress out now and then, and the end at once. The node is there before its text. */
export function Spoken({ view }: { readonly view: BulkView | null }) {
  const words = useCountWords();
  const [text, setText] = useState("");
  const saidAt = useRef(Number.NEGATIVE_INFINITY);
  const now = view === null ? "" : words(countLines(view.items));
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
  readonly onClose: () => void;
  /** Those for which asking again can help, once all have their result. */
  readonly again: readonly Line[];
  readonly onAgain: () => void;
};

export function ResultsFooter({ close, onClose, again, onAgain }: ResultsFooterProps) {
  const t = useTranslations("bulk.progress");
  const ui = useTranslations("ui");
  return (
    <>
      {again.length > 0 ? <Button onClick={onAgain}>{t("again", { count: again.length })}</Button> : null}
      <Button ref={close} onClick={onClose}>
        {ui("close")}
      </Button>
    </>
  );
}
