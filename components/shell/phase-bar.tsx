import { BUILD_PHASES, buildPhase } from "@/lib/domain/build-status";
import styles from "./phase-bar.module.css";

/** How far a running build has come, a segment a phase. Decorative: the status word beside it says the same. */
export function PhaseBar({ status }: { readonly status: string }) {
  const current = buildPhase(status);
  if (current === null) return null;
  return (
    <span
      aria-hidden
      className={styles.bar}
      style={{ "--phases": BUILD_PHASES.length, "--done": current + 0.5 } as React.CSSProperties}
    />
  );
}
