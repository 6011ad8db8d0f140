import "server-only";
import { writeCheckpoint } from "../audit/checkpoint";
import { logger } from "../log";
import type { Runtime } from "../runtime";
import type { Stoppable } from "./stop";

/** How often the head of the audit log is signed; an unchanged head gets no second signature. */
const EVERY_MS = 60_000;

/** Signs the newest audit event now and then, and once more at the stop. Each checkpoint also goes to the log. */
export function startCheckpoints({ database, env }: Runtime): Stoppable {
  let last = 0;
  const sign = async () => {
    try {
      const checkpoint = await writeCheckpoint(database.db, database.clock, env.auditSigningKey);
      if (!checkpoint || checkpoint.seq === last) return;
      last = checkpoint.seq;
      logger.info({ checkpoint }, "audit checkpoint");
    } catch (err) {
      logger.warn({ err }, "audit checkpoint not written");
    }
  };
  const timer = setInterval(sign, EVERY_MS);
  void sign();
  return {
    stop: async () => {
      clearInterval(timer);
      await sign();
    },
  };
}
