"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import { announce } from "@/components/shell/announcer";
import type { Applied } from "@/lib/queries/apply-news";
import { addToGroup, type ChangeGroup, NO_CHANGES } from "./announce-groups";
import { isDeletedHere, waitForResult } from "./own-results";

const GROUP_MS = 3_000;
const KINDS = ["started", "finished", "deletable", "gone"] as const;

/** Collects what changed for a few seconds and says it in one sentence. */
export function useAnnouncedChanges(): (applied: Applied) => void {
  const t = useTranslations("templates.announce");
  const group = useRef<ChangeGroup>(NO_CHANGES);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback(
    (applied) => {
      const { change } = applied;
      if (change?.kind === "template-gone" && isDeletedHere(`${change.regionId}/${change.templateId}`))
        return;
      group.current = addToGroup(group.current, applied);
      if (KINDS.every((kind) => group.current[kind] === 0)) return;
      const say = () => {
        const wait = waitForResult();
        timer.current = wait > 0 ? setTimeout(say, wait) : undefined;
        if (wait > 0) return;
        const said = KINDS.filter((kind) => group.current[kind] > 0);
        announce(said.map((kind) => t(kind, { count: group.current[kind] })).join(" "));
        group.current = NO_CHANGES;
      };
      timer.current ??= setTimeout(say, GROUP_MS);
    },
    [t],
  );
}
