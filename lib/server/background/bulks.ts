import "server-only";
import { SYSTEM } from "@/lib/domain/actor";
import { track } from "../jobs";
import { logger } from "../log";
import type { Runtime } from "../runtime";
import { startBulkRunner } from "../services/bulk/runner";
import { processName } from "./process-name";
import type { Stoppable } from "./stop";

/** Works on ordered bulk deletes, on every replica: they are what a user does. */
export function startBulks(runtime: Runtime): Stoppable {
  return startBulkRunner({
    ctx: runtime.contextFor(SYSTEM),
    actAs: runtime.actAs,
    runner: processName(runtime),
    track,
    onError: (err) => logger.warn({ err }, "bulk deletes go on later"),
  });
}
