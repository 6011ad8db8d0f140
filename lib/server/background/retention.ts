import "server-only";
import { cutLog } from "../audit/cut-log";
import { removeCut } from "../audit/remove-cut";
import { logger } from "../log";
import type { Runtime } from "../runtime";
import type { Stoppable } from "./stop";

const EVERY_MS = 60 * 60_000;
/** Who reads the log when it is cut, an export or the verifier, has that long to come past the events that go. */
const GRACE_MS = 60 * 60_000;

/**
 * Keeps audit events for `AUDIT_RETENTION_DAYS` (0: for ever). Any replica may do it: the transaction decides, and a
 * second one finds nothing to do.
 */
export function startRetention({ database, env }: Runtime): Stoppable {
  const { db, clock } = database;
  const days = env.auditRetentionDays;
  let stopping = false;
  const look = async () => {
    try {
      const before = new Date(Date.parse(await clock.now(db)) - GRACE_MS).toISOString();
      while (!stopping && (await removeCut(db, before)) > 0);
      if (stopping || days === 0) return;
      const count = await cutLog(db, clock, { days, signingKey: env.auditSigningKey });
      if (count > 0) logger.info({ count, days }, "audit log cut");
    } catch (err) {
      logger.warn({ err }, "audit retention goes on later");
    }
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, EVERY_MS);
  return {
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await looking;
    },
  };
}
