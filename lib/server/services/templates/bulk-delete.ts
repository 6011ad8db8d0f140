import "server-only";
import type { BulkStart } from "@/lib/contracts/bulk";
import type { BulkInput } from "@/lib/contracts/bulk-input";
import { AppError } from "@/lib/domain/app-error";
import { BULK_CONFIRM } from "@/lib/domain/bulk";
import type { Ctx } from "@/lib/server/context";
import { denyUnlessMayAll } from "../bulk/deny-all";
import { keepOrder } from "../bulk/keep-order";

/**
 * A confirmed delete of several templates: kept, then worked on by the runner one by one, each through the whole
 * delete protocol, whoever leaves the page. A template that our copy does not hold gets its refusal there too.
 * Throws AppError `name-mismatch` (nothing was done, nothing recorded) and `database-unavailable`.
 */
export async function deleteTemplates(ctx: Ctx, input: BulkInput): Promise<BulkStart> {
  const denied = await denyUnlessMayAll(ctx, "template.delete", input.items);
  if (denied) return denied;
  if (input.confirm !== BULK_CONFIRM) throw new AppError("name-mismatch");
  return await keepOrder(ctx, { wish: "delete", items: input.items, reason: input.reason });
}
