import { z } from "zod";
import { isBuildId, isRegionId, isTemplateId } from "@/lib/domain/identifiers";

const regionId = z.string().refine(isRegionId);
const templateId = z.string().refine(isTemplateId);
const buildId = z.string().refine(isBuildId);

/** Input of the press on a Delete and of a start. */
export const templateRef = z.strictObject({ regionId, templateId });
export type TemplateRef = z.infer<typeof templateRef>;

const reason = z.string().max(500).optional();

/** Input of what asks for no confirmation but may be given a reason: a queued delete, a protection, and their ends. */
export const reasonedRef = z.strictObject({ regionId, templateId, reason });
export type ReasonedRef = z.infer<typeof reasonedRef>;

/** Input of a confirmed delete. `confirmName` is compared with the name that ECS answers, byte for byte. */
export const deleteInput = z.strictObject({
  regionId,
  templateId,
  confirmName: z.string().max(256),
  reason,
});
export type DeleteInput = z.infer<typeof deleteInput>;

export const cancelInput = z.strictObject({ regionId, templateId, buildId });
export type CancelInput = z.infer<typeof cancelInput>;
