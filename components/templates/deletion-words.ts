import type { TemplateItem } from "@/lib/contracts/template";

/** Which words tell a template's deletion state; keys of the messages `templates.deletion`. */
export type DeletionWord =
  | "deletable"
  | "checking"
  | "build-running"
  | "older-build-running"
  | "status-unknown"
  | "unreadable"
  | "protected"
  | "deleting"
  | "outcome-unknown"
  | "settling";

/** The deletion state in a word that the screen translates; a delete under way is said before anything else. */
export function deletionWord(item: TemplateItem): DeletionWord {
  if (item.attempt?.state === "unknown") return "outcome-unknown";
  if (item.attempt?.state === "watched") return "settling";
  const { deletable, reason, buildId } = item.deletability;
  if (item.attempt?.state === "open" || reason === "delete-in-progress") return "deleting";
  if (deletable) return "deletable";
  if (reason === "protected") return "protected";
  if (reason === "build-running") {
    return buildId === undefined || buildId === item.latestBuild?.id
      ? "build-running"
      : "older-build-running";
  }
  if (item.asOf === null) return "checking";
  return item.deletability.buildStatus === undefined && item.readError !== null
    ? "unreadable"
    : "status-unknown";
}

/** IDs in the document, so that buttons can point at the words that explain them and focus can come back. */
export function elementId(
  part: "why" | "role" | "delete" | "start" | "protect",
  item: { readonly regionId: string; readonly id: string },
): string {
  return `${part}-${item.regionId}-${item.id}`;
}
