"use client";

import { useState } from "react";
import type { BlockingBuild, CancelResult } from "@/lib/contracts/delete";
import type { TemplateItem } from "@/lib/contracts/template";
import { isCancellable } from "@/lib/domain/build-status";
import type { Settled } from "@/lib/queries/run-job";
import { requestCancel } from "@/lib/queries/template-actions";

export type CancelState =
  | { readonly phase: "idle" | "asking" | "accepted" }
  | { readonly phase: "answered"; readonly answer: Exclude<Settled<CancelResult>, { state: "done" }> }
  | { readonly phase: "refused"; readonly result: Exclude<CancelResult, { kind: "cancelling" }> };

export type Cancelling = {
  readonly state: CancelState;
  /** The build can be cancelled now, as far as the page knows; ECS decides. */
  readonly offered: boolean;
  readonly cancel: () => void;
};

/** The status of the blocking build as the live connection tells it. */
export function liveStatus(item: TemplateItem, build: BlockingBuild): string {
  if (item.latestBuild?.id === build.id) return item.latestBuild.status;
  if (item.deletability.buildId === build.id) return item.deletability.buildStatus ?? build.status;
  return build.status;
}

/** `Cancel the build`: one press, sent as it is. */
export function useCancel(item: TemplateItem, build: BlockingBuild | null): Cancelling {
  const [state, setState] = useState<CancelState>({ phase: "idle" });
  const offered =
    build !== null &&
    !item.deletability.deletable &&
    state.phase !== "accepted" &&
    isCancellable(liveStatus(item, build));

  async function cancel() {
    if (build === null || state.phase === "asking") return;
    setState({ phase: "asking" });
    const answer = await requestCancel({ regionId: item.regionId, templateId: item.id, buildId: build.id });
    if (answer.state !== "done") setState({ phase: "answered", answer });
    else if (answer.value.kind === "cancelling") setState({ phase: "accepted" });
    else setState({ phase: "refused", result: answer.value });
  }

  return { state, offered, cancel: () => void cancel() };
}
