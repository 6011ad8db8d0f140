"use client";

import { useState } from "react";
import type { Confirmable } from "@/lib/contracts/delete";
import type { ErrorDto } from "@/lib/contracts/error";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { TemplateItem } from "@/lib/contracts/template";
import { requestQueue, requestUnqueue } from "@/lib/queries/template-actions";

export type QueueState =
  | { readonly phase: "idle" | "queuing" | "keeping" | "kept" }
  | { readonly phase: "queued"; readonly by: string; readonly until: string; readonly isNew: boolean }
  | { readonly phase: "problem"; readonly wish: "queue" | "keep"; readonly error: ErrorDto };

export type Queueing = {
  readonly state: QueueState;
  /** The order that stands, as the page knows it. */
  readonly order: { readonly by: string; readonly until: string } | null;
  readonly queue: () => void;
  readonly keep: () => void;
};

/** `Delete when the build ends`, and `Keep template`, which takes it back: one press each. */
export function useQueue(
  item: TemplateItem,
  ref: TemplateRef,
  onDeletable: (fresh: Confirmable) => void,
): Queueing {
  const [state, setState] = useState<QueueState>({ phase: "idle" });
  const isBusy = state.phase === "queuing" || state.phase === "keeping";
  const isKept = state.phase === "kept";
  const order = state.phase === "queued" ? state : isKept ? null : item.queue;

  async function queue() {
    if (isBusy) return;
    setState({ phase: "queuing" });
    const answer = await requestQueue(ref);
    const problem = (error: ErrorDto): QueueState => ({ phase: "problem", wish: "queue", error });
    if (answer.state === "lost") return setState(problem({ code: "internal" }));
    if (answer.state === "failed") return setState(problem(answer.error));
    const result = answer.value;
    if (result.kind === "queued") {
      setState({ phase: "queued", by: result.by, until: result.until, isNew: result.isNew });
    } else if (result.kind === "deletable") {
      setState({ phase: "idle" });
      onDeletable(result);
    } else if (result.kind === "failed") setState(problem(result.error));
    else setState(problem({ code: result.kind === "denied" ? "forbidden" : "protected" }));
  }

  async function keep() {
    if (isBusy) return;
    setState({ phase: "keeping" });
    const answer = await requestUnqueue(ref);
    const problem = (error: ErrorDto): QueueState => ({ phase: "problem", wish: "keep", error });
    if (answer.state === "lost") setState(problem({ code: "internal" }));
    else if (answer.state === "failed") setState(problem(answer.error));
    else if (answer.value.kind === "kept") setState({ phase: "kept" });
    else setState(problem(answer.value.kind === "denied" ? { code: "forbidden" } : answer.value.error));
  }

  return { state, order, queue: () => void queue(), keep: () => void keep() };
}
