import "server-only";
import { AppError } from "@/lib/domain/app-error";
import { describeTemplates } from "./describe-templates";
import { readPages } from "./listing";
import { errand, type Machine } from "./machine";
import type { CallOptions, TemplateRead } from "./types";

/** The template with this ID; null when a complete answer lists nothing. Another template in it is `ecs-unreadable`. */
export async function readTemplate(
  machine: Machine,
  regionId: string,
  templateId: string,
  options: CallOptions,
): Promise<TemplateRead | null> {
  const task = errand(machine, regionId, options);
  const found = await readPages((token) => describeTemplates(machine, task, token, templateId));
  if (found.some((template) => template.id !== templateId)) {
    throw new AppError("ecs-unreadable", { cause: new Error("another template than asked for") });
  }
  return found[0] ?? null;
}
