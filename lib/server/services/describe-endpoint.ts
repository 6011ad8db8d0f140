import "server-only";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";

/** Which ECS this console talks to; `regionCount` is null while its regions were never listed. */
export type EndpointDescription = {
  readonly mode: "demo" | "cloud";
  readonly regionCount: number | null;
  readonly maskedKey: string | null;
};

/** For the shell's card. It never calls ECS. Throws AppError `forbidden`, `database-unavailable`. */
export async function describeEndpoint(ctx: Ctx): Promise<EndpointDescription> {
  requirePermission(ctx, "template.read");
  const { regions } = await ctx.db
    .selectFrom("region")
    .select(({ fn }) => fn.countAll<number>().as("regions"))
    .executeTakeFirstOrThrow();
  const { mode, maskedKey } = ctx.ecs.facts ?? { mode: "cloud", maskedKey: null };
  return { mode, maskedKey, regionCount: Number(regions) || null };
}
