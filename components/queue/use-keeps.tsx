"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useState } from "react";
import { announce } from "@/components/shell/announcer";
import { ErrorCallout } from "@/components/ui/error-callout";
import type { ErrorDto } from "@/lib/contracts/error";
import type { QueuedItem } from "@/lib/contracts/queue";
import { queueKey } from "@/lib/queries/queue";
import { requestUnqueue } from "@/lib/queries/template-actions";

export type Keeps = {
  readonly asking: ReadonlySet<number>;
  readonly keep: (item: QueuedItem) => void;
  readonly problemUnder: (item: QueuedItem) => ReactNode;
};

/** `Keep …`: takes one queued delete back; what went wrong stays under its row. */
export function useKeeps(): Keeps {
  const t = useTranslations("queue");
  const client = useQueryClient();
  const [asking, setAsking] = useState<ReadonlySet<number>>(new Set());
  const [problems, setProblems] = useState<ReadonlyMap<number, ErrorDto>>(new Map());

  async function keep(item: QueuedItem) {
    if (asking.has(item.seq)) return;
    setAsking((old) => new Set(old).add(item.seq));
    const answer = await requestUnqueue({ regionId: item.regionId, templateId: item.templateId });
    setAsking((old) => new Set([...old].filter((each) => each !== item.seq)));
    const problem = ((): ErrorDto | null => {
      if (answer.state === "lost") return { code: "internal" };
      if (answer.state === "failed") return answer.error;
      if (answer.value.kind === "kept") return null;
      return answer.value.kind === "denied" ? { code: "forbidden" } : answer.value.error;
    })();
    setProblems((old) => {
      const next = new Map(old);
      if (problem) next.set(item.seq, problem);
      else next.delete(item.seq);
      return next;
    });
    if (problem) return;
    announce(t("kept", { name: item.name }));
    document.querySelector<HTMLElement>("h1")?.focus();
    await client.invalidateQueries({ queryKey: queueKey });
  }

  const problemUnder = useCallback(
    (item: QueuedItem) => {
      const problem = problems.get(item.seq);
      return problem ? <ErrorCallout error={problem} effect={t("notKept")} /> : null;
    },
    [problems, t],
  );
  return { asking, keep: (item) => void keep(item), problemUnder };
}
