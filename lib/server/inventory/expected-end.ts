import "server-only";
import type { TemplateRow } from "./template-item";

/** When a template's running build ends if it takes as long as those before it, milliseconds since the epoch; null: unknown. */
export function expectedEnd(
  row: Pick<TemplateRow, "running_count" | "block_started_at" | "latest_started_at" | "usual_ms">,
): number | null {
  const startedAt = row.block_started_at ?? row.latest_started_at;
  if (row.running_count === 0 || row.usual_ms === null || startedAt === null) return null;
  return Date.parse(startedAt) + row.usual_ms;
}
