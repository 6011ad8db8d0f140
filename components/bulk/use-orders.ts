"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { BulkStart, BulkView } from "@/lib/contracts/bulk";
import type { BulkWish } from "@/lib/domain/bulk";
import { dismissBulk, orderBulk, orderQueue } from "@/lib/queries/bulk";
import { keys } from "@/lib/queries/keys";
import type { Settled } from "@/lib/queries/run-job";
import { type Line, waitingItems } from "./lines";
import type { OrderProblem, Typed } from "./plan-face";

export type Orders = {
  readonly busy: boolean;
  readonly problem: OrderProblem | null;
  /** Orders a bulk; its ID, or null with a problem to show. */
  readonly order: (wish: BulkWish, lines: readonly Line[], typed: Typed) => Promise<string | null>;
  /** The results of these were seen. */
  readonly dismiss: (bulkIds: readonly string[]) => void;
  readonly forgetProblem: () => void;
};

/** The orders that the dialog gives: one at a time, and what became of asking. */
export function useOrders(): Orders {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<OrderProblem | null>(null);

  async function order(wish: BulkWish, lines: readonly Line[], typed: Typed): Promise<string | null> {
    setBusy(true);
    setProblem(null);
    const answer = await ask(wish, lines, typed);
    setBusy(false);
    void client.invalidateQueries({ queryKey: keys.bulkList });
    if (answer.state !== "done" || answer.value.kind === "denied") {
      setProblem(toProblem(wish, answer));
      return null;
    }
    const { bulkId: id } = answer.value;
    client.setQueryData<BulkView>(
      keys.bulk(id),
      (known) =>
        known ?? { id, wish, at: "", count: lines.length, endedAt: null, items: waitingItems(lines) },
    );
    return id;
  }

  function dismiss(bulkIds: readonly string[]) {
    if (bulkIds.length === 0) return;
    void Promise.all(bulkIds.map(dismissBulk)).then(() =>
      client.invalidateQueries({ queryKey: keys.bulkList }),
    );
  }

  return { busy, problem, order, dismiss, forgetProblem: () => setProblem(null) };
}

function ask(wish: BulkWish, lines: readonly Line[], typed: Typed): Promise<Settled<BulkStart>> {
  const reason = typed.reason.trim();
  const input = {
    items: lines.map(({ regionId, templateId }) => ({ regionId, templateId })),
    ...(reason === "" ? {} : { reason }),
  };
  return wish === "queue" ? orderQueue(input) : orderBulk({ ...input, confirm: typed.word });
}

function toProblem(wish: BulkWish, answer: Settled<BulkStart>): OrderProblem {
  if (answer.state === "lost") return { wish, kind: "lost" };
  if (answer.state === "failed") return { wish, kind: "failed", error: answer.error };
  return { wish, kind: "failed", error: { code: "forbidden" } };
}
