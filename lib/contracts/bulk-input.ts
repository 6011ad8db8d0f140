import { z } from "zod";
import { MAX_BULK } from "@/lib/domain/bulk";
import { templateRef } from "./inputs";

const items = z
  .array(templateRef)
  .min(1)
  .max(MAX_BULK)
  .refine((refs) => new Set(refs.map((ref) => `${ref.regionId}/${ref.templateId}`)).size === refs.length);
const reason = z.string().max(500).optional();

/** Input of a confirmed bulk delete: 1 to 500 templates, none twice. */
export const bulkInput = z.strictObject({ items, confirm: z.string().max(256), reason });
export type BulkInput = z.infer<typeof bulkInput>;

/** Input of a bulk that queues: it asks for no confirmation. */
export const bulkQueueInput = z.strictObject({ items, reason });
export type BulkQueueInput = z.infer<typeof bulkQueueInput>;

export const bulkRef = z.strictObject({ bulkId: z.string().regex(/^[0-9a-f]{32}$/) });
export type BulkRef = z.infer<typeof bulkRef>;
