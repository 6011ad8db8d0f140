import type { TemplateItem } from "@/lib/contracts/template";
import { isFinished } from "@/lib/domain/build-status";
import type { Applied } from "@/lib/queries/apply-news";

/** What a group of changes amounts to; keys of the messages `templates.announce`. */
export type ChangeGroup = {
  readonly started: number;
  readonly finished: number;
  readonly deletable: number;
  readonly gone: number;
};

export const NO_CHANGES: ChangeGroup = { started: 0, finished: 0, deletable: 0, gone: 0 };

/** Adds one change to a group; a row that nobody had here before says nothing of what changed. */
export function addToGroup(group: ChangeGroup, { change, before }: Applied): ChangeGroup {
  if (change === null || before === null) return group;
  if (change.kind === "template-gone") return { ...group, gone: group.gone + 1 };
  if (change.kind !== "template") return group;
  const after = change.item;
  return {
    started: group.started + (!runs(before) && runs(after) ? 1 : 0),
    finished: group.finished + (runs(before) && !runs(after) ? 1 : 0),
    deletable:
      group.deletable +
      (!before.deletability.deletable && after.deletability.deletable && !runs(before) ? 1 : 0),
    gone: group.gone,
  };
}

/** A template whose last build ended and that may be deleted now is told once, as finished. */
function runs(item: TemplateItem): boolean {
  return item.latestBuild !== null && !isFinished(item.latestBuild.status);
}
