import type { BlockedBar } from "@/lib/contracts/audit-blocked";
import { type StatusTone, statusTone } from "@/lib/domain/build-status";

const LOOKS: Readonly<Record<StatusTone, string>> = {
  ok: "fill-ok-soft stroke-ok",
  warn: "fill-warn-soft stroke-warn",
  bad: "fill-bad-soft stroke-bad",
  run: "fill-run-soft stroke-run",
  off: "fill-off-soft stroke-off",
};

/** Colours of a bar by outcome; one of unknown extent has only a broken outline. */
export function barLooks({ extent, status }: Pick<BlockedBar, "extent" | "status">): string {
  if (extent === "unknown" || status === null) return "fill-none stroke-off [stroke-dasharray:3_3]";
  return LOOKS[statusTone(status)];
}
