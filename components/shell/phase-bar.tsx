import { clsx } from "clsx";
import { BUILD_PHASES, buildPhase } from "@/lib/domain/build-status";

/** How far a running build has come, a segment a phase. Decorative: the status word beside it says the same. */
export function PhaseBar({ status }: { readonly status: string }) {
  const current = buildPhase(status);
  if (current === null) return null;
  return (
    <span aria-hidden className="mt-1 flex w-41 max-w-full gap-1">
      {BUILD_PHASES.map((phase, index) => (
        <span key={phase} className="h-0.75 flex-1 overflow-hidden rounded-full bg-line">
          <span
            className={clsx(
              "block h-full rounded-full bg-run",
              index < current ? "w-full" : index === current ? "w-1/2" : "w-0",
            )}
          />
        </span>
      ))}
    </span>
  );
}
