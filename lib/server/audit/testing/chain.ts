import "server-only";
import { chainRow } from "../append";
import { type AuditRow, GENESIS_HASH } from "../chain";
import { sampleEvent } from "./events";

/** A whole log of `count` sample events without a database. */
export function sampleRows(count: number): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let index = 0; index < count; index++) {
    const prevHash = rows.at(-1)?.hash ?? GENESIS_HASH;
    const at = new Date(Date.UTC(2026, 0, 31, 8, 0, index)).toISOString();
    rows.push(chainRow(sampleEvent(index), { seq: index + 1, at, prevHash }));
  }
  return rows;
}
