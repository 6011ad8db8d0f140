import "server-only";
import type { BulkItem } from "@/lib/contracts/bulk";
import { isRole, type Role } from "@/lib/domain/roles";
import type { Ctx } from "@/lib/server/context";
import type { TestDatabase } from "@/lib/server/db/testing/databases";
import { readBulk } from "../bulk/read";
import { type BulkRunner, type BulkRunnerDeps, startBulkRunner } from "../bulk/runner";
import { deleteTemplates } from "../templates/bulk-delete";
import type { TestConsole } from "./console";

export type RunnerOfTest = BulkRunner & {
  /** What the loop met and went on from. */
  readonly errors: unknown[];
  /** Roles of accounts that differ from what their name says; null: the account is gone. */
  readonly roles: Map<string, Role | null>;
};

/** The runner beside a test console; its passes follow each other at once. `changes` goes to each attempt. */
export function runBulks(
  console: TestConsole,
  changes: Partial<Ctx> = {},
  deps: Partial<BulkRunnerDeps> = {},
): RunnerOfTest {
  const errors: unknown[] = [];
  const roles = new Map<string, Role | null>();
  const roleOf = (name: string) => {
    const known = roles.get(name);
    const [word] = name.split("@");
    return known === undefined ? (isRole(word) ? word : null) : known;
  };
  const runner = startBulkRunner({
    ctx: console.system({ sleep: shortSleep }),
    actAs: async (name) => {
      const role = roleOf(name);
      return role && console.as(role, { ...changes, actor: { kind: "member", name, role } });
    },
    runner: "runner of the test",
    track: (work) => work,
    onError: (error) => errors.push(error),
    ...deps,
  });
  return { ...runner, errors, roles };
}

/** Two hundred times as fast: what is waited for in these tests is work, not time. */
function shortSleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms / 200);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

type Ref = { readonly regionId: string; readonly templateId: string };

/** Orders a bulk delete as the operator; answers with its ID. */
export async function orderBulk(ctx: Ctx, templates: readonly Ref[], reason?: string): Promise<string> {
  const items = templates.map(({ regionId, templateId }) => ({ regionId, templateId }));
  const result = await deleteTemplates(ctx, { items, confirm: "delete", ...(reason ? { reason } : {}) });
  if (result.kind !== "started") throw new Error(result.kind);
  return result.bulkId;
}

/** Waits until a bulk has ended; answers with its items as its owner sees them. */
export async function endOf(ctx: Ctx, bulkId: string): Promise<readonly BulkItem[]> {
  for (;;) {
    const bulk = await ctx.db
      .selectFrom("bulk_delete")
      .select("ended_at")
      .where("bulk_id", "=", bulkId)
      .executeTakeFirstOrThrow();
    if (bulk.ended_at !== null) return (await readBulk(ctx, bulkId)).items;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** How many have each result. */
export function countResults(items: readonly BulkItem[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { result } of items) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}

/** Protects a template as the verb would. */
export async function protect({ db }: TestDatabase, { regionId, templateId }: Ref): Promise<void> {
  await db
    .insertInto("protection")
    .values({
      region_id: regionId,
      template_id: templateId,
      actor: "admin@demo",
      reason: null,
      at: "2026-01-31T08:00:00.000Z",
    })
    .execute();
}
