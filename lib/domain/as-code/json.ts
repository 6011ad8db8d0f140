import type { CodeSource } from "./code-source";

/** The parameters of CreateImagePipeline as one JSON object. */
export function asJson({ regionId, request }: CodeSource): string {
  return `${JSON.stringify({ RegionId: regionId, ...request }, null, 2)}\n`;
}
