import type { Db } from "@/lib/server/context";
import type { TestConsole } from "@/lib/server/services/testing/console";

/** What the log, the attempts and our copy say of one template, beside what the endpoint holds. */
export type Record = {
  readonly words: readonly string[];
  readonly intents: number;
  readonly locked: boolean;
  readonly hasRow: boolean;
};

/** Reads what is recorded of a template. */
export async function recordOf(db: Db, templateId: string): Promise<Record> {
  const events = await db
    .selectFrom("audit_event")
    .select(["phase", "outcome", "intent_seq"])
    .where("template_id", "=", templateId)
    .where("action", "in", ["template.delete", "template.vanished"])
    .orderBy("seq")
    .execute();
  const locked = await db
    .selectFrom("delete_attempt")
    .select("intent_seq")
    .where("template_id", "=", templateId)
    .where("state", "in", ["open", "watched"])
    .executeTakeFirst();
  const row = await db
    .selectFrom("template")
    .select("template_id")
    .where("template_id", "=", templateId)
    .executeTakeFirst();
  return {
    words: events.map(({ phase, outcome }) => outcome ?? phase),
    intents: events.filter(({ phase }) => phase === "intent").length,
    locked: locked !== undefined,
    hasRow: row !== undefined,
  };
}

/** Every template that the endpoint holds. */
export async function templatesThere(console: TestConsole): Promise<ReadonlySet<string>> {
  type Region = { templates: { imagePipelineId: string }[] };
  const { regions } = await console.control<{ regions: { [id: string]: Region } }>("GET", "state");
  return new Set(
    Object.values(regions).flatMap(({ templates }) => templates.map((one) => one.imagePipelineId)),
  );
}

/** The last word of a record says what the endpoint holds: succeeded and gone, or something else and still there. */
export function agrees(record: Record, exists: boolean): boolean {
  return exists !== (record.words.at(-1) === "succeeded") && record.hasRow === exists;
}
