import { z } from "zod";
import { MAX_BULK } from "@/lib/domain/bulk";
import { templateRef } from "./inputs";

/** Input of a confirmed bulk delete: 1 to 500 templates, none twice. */
export const bulkInput = z.strictObject({
  items: z
    .array(templateRef)
    .min(1)
    .max(MAX_BULK)
    .refine(
      (items) => new Set(items.map((item) => `${item.regionId}/${item.templateId}`)).size === items.length,
    ),
  confirm: z.string().max(256),
  reason: z.string().max(500).optional(),
});
export type BulkInput = z.infer<typeof bulkInput>;

export const bulkRef = z.strictObject({ bulkId: z.string().regex(/^[0-9a-f]{32}$/) });
export type BulkRef = z.infer<typeof bulkRef>;
