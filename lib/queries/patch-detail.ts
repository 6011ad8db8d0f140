import type { LiveChange } from "@/lib/contracts/live";
import type { TemplateDetail } from "@/lib/contracts/template";

/**
 * Puts a change into a template's page. `stale` is true when the change tells of a build that the page has not read,
 * or of an end that brought more than a status (image, message).
 */
export function patchDetail(
  detail: TemplateDetail,
  change: LiveChange,
): { readonly detail: TemplateDetail; readonly stale: boolean } {
  if (change.kind !== "template") return { detail, stale: false };
  const { item } = change;
  if (item.id !== detail.item.id || item.regionId !== detail.item.regionId) return { detail, stale: false };
  const latest = item.latestBuild;
  const known = detail.builds.find((build) => build.id === latest?.id);
  const builds = detail.builds.map((build) =>
    build.id === latest?.id ? { ...build, status: latest.status } : build,
  );
  const stale =
    (latest !== null && known?.status !== latest.status) || item.buildCount !== detail.item.buildCount;
  return { detail: { ...detail, item, builds }, stale };
}
