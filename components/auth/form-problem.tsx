import { CircleX } from "lucide-react";
import type { ReactNode } from "react";

/** What was wrong with the form that was just sent. */
export function FormProblem({ children }: { readonly children: ReactNode }) {
  return (
    <p role="alert" className="flex gap-2 rounded-md bg-bad-soft p-3">
      <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <span>{children}</span>
    </p>
  );
}
