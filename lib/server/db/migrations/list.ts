import "server-only";
import type { Kysely, Migration } from "kysely";
import { up as base } from "./0001-base";
import { up as queueBulkBin } from "./0002-queue-bulk-bin";
import { up as auditCut } from "./0003-audit-cut";
import { up as queueOutlook } from "./0004-queue-outlook";
import { up as bulkClosed } from "./0005-bulk-closed";
import { up as pastBuilds } from "./0007-past-builds";
import { up as invitations } from "./0008-invitations";
import { up as rateWindows } from "./0009-rate-windows";
import { up as regionSwitch } from "./0010-region-switch";
import { up as bulkWish } from "./0011-bulk-wish";
import { up as listIndexes } from "./0012-list-indexes";
import type { DatabaseKind } from "./column-types";

type Step = (db: Kysely<unknown>, kind: DatabaseKind) => Promise<void>;

/** Every migration by name, in order. A landed one is never changed: add the next. */
const STEPS: Readonly<Record<string, Step>> = {
  "0001-base": base,
  "0002-queue-bulk-bin": queueBulkBin,
  "0003-audit-cut": auditCut,
  "0004-queue-outlook": queueOutlook,
  "0005-bulk-closed": bulkClosed,
  "0007-past-builds": pastBuilds,
  "0008-invitations": invitations,
  "0009-rate-windows": rateWindows,
  "0010-region-switch": regionSwitch,
  "0011-bulk-wish": bulkWish,
  "0012-list-indexes": listIndexes,
};

/** The migrations in Kysely's shape for one kind of database. */
export function migrationsFor(kind: DatabaseKind): Record<string, Migration> {
  const steps = Object.entries(STEPS);
  return Object.fromEntries(steps.map(([name, step]) => [name, { up: (db) => step(db, kind) }]));
}
