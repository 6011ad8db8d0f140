import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { Trx } from "@/lib/server/context";
import type { AttemptFacts, Holds } from "./derive-row";

/** What we ourselves know of a template: its open attempt of whatever account, its protection, its queued delete. */
export async function loadHolds(trx: Trx, ref: TemplateRef): Promise<Holds> {
  const holds = await loadHoldsOf(trx, ref.regionId, [ref.templateId]);
  return holds(ref.templateId);
}

/** The same for many templates of a region; answers with a look-up by template ID. */
export async function loadHoldsOf(
  trx: Trx,
  regionId: string,
  templateIds: readonly string[],
): Promise<(templateId: string) => Holds> {
  const attempts = await trx
    .selectFrom("delete_attempt")
    .select(["template_id", "intent_seq", "state", "last_outcome", "fence_at"])
    .where("region_id", "=", regionId)
    .where("template_id", "in", templateIds)
    .where("state", "in", ["open", "watched"])
    .orderBy("intent_seq")
    .execute();
  const protections = await trx
    .selectFrom("protection")
    .select(["template_id", "actor", "reason", "at"])
    .where("region_id", "=", regionId)
    .where("template_id", "in", templateIds)
    .execute();
  const queues = await trx
    .selectFrom("queued_delete")
    .select(["template_id", "queue_seq", "actor", "expires_at"])
    .where("region_id", "=", regionId)
    .where("template_id", "in", templateIds)
    .where("state", "<>", "ended")
    .orderBy("queue_seq")
    .execute();
  // Of two accounts' attempts or queues the newest is shown.
  const attempt = byTemplate(attempts);
  const protection = byTemplate(protections);
  const queue = byTemplate(queues);
  return (id) => ({
    attempt: attempt.get(id) ?? null,
    protection: protection.get(id) ?? null,
    queue: queue.get(id) ?? null,
  });
}

/** Only the attempt; what may not leave our copy while it lasts. */
export async function loadAttempt(trx: Trx, ref: TemplateRef): Promise<AttemptFacts | null> {
  return (await loadHolds(trx, ref)).attempt;
}

function byTemplate<T extends { template_id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.template_id, row]));
}
