import "server-only";
import type { Db } from "@/lib/server/context";
import type { BuildRead, TemplateRead } from "@/lib/server/ecs/types";
import { loadTemplateItem } from "../template-item";
import { REGION } from "./world";

/** A template as a listing tells it. */
export function aTemplate(id: string, changes: Partial<TemplateRead> = {}): TemplateRead {
  const name = changes.name ?? `name of ${id}`;
  return {
    id,
    name,
    description: null,
    createdAt: "2025-11-01T00:00:00.000Z",
    baseImage: "aliyun_3_x64_20G_alibase_20250117.vhd",
    baseImageType: "image",
    resourceGroupId: "rg-1",
    tags: [],
    definition: { Name: name },
    ...changes,
  };
}

/** A build; the nth minute of one hour is when it was created. */
export function aBuild(templateId: string, id: string, status: string, minute = 0): BuildRead {
  return {
    id,
    templateId,
    status,
    createdAt: `2026-01-31T07:${String(minute).padStart(2, "0")}:00.000Z`,
    modifiedAt: null,
    imageId: null,
    message: null,
    errorCode: null,
    errorInfo: null,
  };
}

/** The row as the list shows it. */
export async function itemOf(db: Db, templateId: string) {
  return await loadTemplateItem(db, REGION, templateId);
}

/** Kinds of the changes so far, in order. */
export async function changeKinds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom("change").select("kind").orderBy("seq").execute();
  return rows.map((row) => row.kind);
}
