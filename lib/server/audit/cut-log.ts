import "server-only";
import type { Db, DbClock } from "../context";
import { appendAudit } from "./append";
import { cutText, latestCut, signCut } from "./cut";
import { placeOfCut } from "./place-of-cut";

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Cuts the log below what is older than `days`: records it as `audit.cut` and signs where the rest begins; `removeCut`
 * removes the events. At most a day's worth at once. Answers with how many events the log no longer counts, 0 when
 * there was nothing to cut. Throws `database-unavailable`.
 * @param signingKey Ed25519, PKCS#8, PEM
 */
export async function cutLog(
  db: Db,
  clock: DbClock,
  { days, signingKey }: { readonly days: number; readonly signingKey: string },
): Promise<number> {
  const at = await clock.now(db);
  const limit = daysBefore(at, days);
  if (!(await isDue(db, limit))) return 0;
  return db.transaction().execute(async (trx) => {
    const place = await placeOfCut(trx, limit);
    if (place === null) return 0;
    const count = place.seq - ((await latestCut(trx))?.seq ?? 0);
    const event = await appendAudit(trx, clock, {
      actor: "system",
      action: "audit.cut",
      phase: "outcome",
      outcome: "succeeded",
      reason: `${count} events, numbers ${place.seq - count + 1} to ${place.seq}, older than ${days} days`,
      snapshot: cutText({ ...place, count, at }),
    });
    const cut = signCut({ ...place, count, at, eventSeq: event.seq }, signingKey);
    const { eventSeq: event_seq, publicKey: public_key, ...rest } = cut;
    await trx
      .insertInto("audit_cut")
      .values({ ...rest, event_seq, public_key })
      .execute();
    return count;
  });
}

/** Something is a day older than it need be: so a log is cut once a day and not at each look. */
async function isDue(db: Db, limit: string): Promise<boolean> {
  const from = (await latestCut(db))?.seq ?? 0;
  const oldest = await db
    .selectFrom("audit_event")
    .select("at")
    .where("seq", ">", from)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  return oldest !== undefined && oldest.at < daysBefore(limit, 1);
}

function daysBefore(at: string, days: number): string {
  return new Date(Date.parse(at) - days * DAY_MS).toISOString();
}
