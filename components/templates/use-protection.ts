"use client";

import { useState } from "react";
import type { ErrorDto } from "@/lib/contracts/error";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { requestProtect, requestUnprotect } from "@/lib/queries/template-actions";

export type Protecting = {
  readonly busy: boolean;
  readonly problem: ErrorDto | null;
  /** True when the template stands as wished; a problem else. */
  readonly protect: (ref: TemplateRef, reason: string) => Promise<boolean>;
  readonly unprotect: (ref: TemplateRef, reason: string) => Promise<boolean>;
};

/** Protects a template, or removes its protection: one call at a time. */
export function useProtection(): Protecting {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorDto | null>(null);

  async function run(
    request: typeof requestProtect | typeof requestUnprotect,
    ref: TemplateRef,
    reason: string,
  ) {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    const answer = await request({ ...ref, ...(reason === "" ? {} : { reason }) });
    setBusy(false);
    if (answer.state === "done" && (answer.value.kind === "protected" || answer.value.kind === "unprotected"))
      return true;
    if (answer.state === "lost") setProblem({ code: "internal" });
    else if (answer.state === "failed") setProblem(answer.error);
    else setProblem(answer.value.kind === "failed" ? answer.value.error : { code: "forbidden" });
    return false;
  }

  return {
    busy,
    problem,
    protect: (ref, reason) => run(requestProtect, ref, reason),
    unprotect: (ref, reason) => run(requestUnprotect, ref, reason),
  };
}
