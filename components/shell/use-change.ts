"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { announce } from "@/components/shell/announcer";
import type { ShownError } from "@/components/ui/error-callout";
import type { Denied } from "@/lib/contracts/delete";
import type { MemberFailed } from "@/lib/contracts/members";
import type { Settled } from "@/lib/queries/run-job";

type Answer<T> = Settled<T | Denied | MemberFailed>;

export type Change = {
  readonly isBusy: boolean;
  readonly problem: ShownError | null;
  /** Sends a change; resolves to its result when it was made, else null and `problem` says why. */
  readonly send: <T extends { readonly kind: string }>(
    ask: () => Promise<Answer<T>>,
    said: string,
  ) => Promise<T | null>;
};

/** One change at a time: busy, then made (said, and the page is read again) or a problem that stays where it is. */
export function useChange(): Change {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [isReading, startReading] = useTransition();
  const [problem, setProblem] = useState<ShownError | null>(null);
  const isBusy = isAsking || isReading;

  return {
    isBusy,
    problem,
    async send(ask, said) {
      if (isBusy) return null;
      setAsking(true);
      setProblem(null);
      const answer = await ask();
      setAsking(false);
      const error = problemOf(answer);
      setProblem(error);
      if (error !== null || answer.state !== "done") return null;
      announce(said);
      startReading(() => router.refresh());
      return answer.value as Exclude<typeof answer.value, Denied | MemberFailed>;
    },
  };
}

function problemOf<T extends { readonly kind: string }>(answer: Answer<T>): ShownError | null {
  if (answer.state === "failed") return answer.error;
  if (answer.state === "lost") return { code: "internal" };
  const { value } = answer;
  if (value.kind === "denied") return { code: "forbidden" };
  return value.kind === "failed" ? (value as MemberFailed).error : null;
}
