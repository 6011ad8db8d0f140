import type { QueryClient } from "@tanstack/react-query";
import { applyNews } from "./apply-news";

/** Takes a template out of everything cached, as soon as its own delete has succeeded. */
export function removeTemplate(client: QueryClient, ref: { regionId: string; templateId: string }): void {
  const change = { seq: 0, kind: "template-gone", ...ref } as const;
  applyNews(client, { kind: "change", change }, performance.now());
}
