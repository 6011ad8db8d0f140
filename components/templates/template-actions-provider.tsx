"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from "react";
import type { TemplateItem } from "@/lib/contracts/template";
import { templateKey } from "@/lib/queries/keys";
import { removeTemplate } from "@/lib/queries/remove-template";
import { explainPress } from "@/lib/queries/template-actions";
import { ActionsProvider } from "./actions-context";
import { elementId } from "./deletion-words";
import { afterExplain, type DialogState } from "./dialog-state";
import { announceResult } from "./own-results";
import { useMayWrite } from "./role-context";
import { useStarts } from "./use-starts";

const loadDialog = () => import("./delete-dialog");
const DeleteDialog = lazy(async () => ({ default: (await loadDialog()).DeleteDialog }));

const ProtectDialog = lazy(async () => ({ default: (await import("./protect-dialog")).ProtectDialog }));

type Opened = {
  readonly item: TemplateItem;
  readonly initial: DialogState;
  readonly neighbours: readonly TemplateItem[];
};

type ProviderProps = {
  /** The rows after and before a row, nearest first: where the focus goes when it is deleted. */
  readonly neighboursOf: (item: TemplateItem) => readonly TemplateItem[];
  /** Told when a template was deleted from here. */
  readonly onDeleted?: (item: TemplateItem) => void;
  readonly children: (problemUnder: (item: TemplateItem) => ReactNode) => ReactNode;
};

/** What the buttons of a template do. The dialogs are loaded when someone is about to press. */
export function TemplateActionsProvider({ neighboursOf, onDeleted, children }: ProviderProps) {
  const t = useTranslations("templates.deletion");
  const client = useQueryClient();
  const { mayWrite } = useMayWrite();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [protecting, setProtecting] = useState<TemplateItem | null>(null);
  const [asking, setAsking] = useState<ReadonlySet<string>>(new Set());
  const { starting, pressStart, problemUnder } = useStarts();

  const pressDelete = useCallback(
    async (item: TemplateItem) => {
      const key = templateKey(item);
      const neighbours = neighboursOf(item);
      if (mayWrite && item.deletability.deletable) {
        return setOpened({ item, neighbours, initial: { step: "confirm", fresh: null, problem: null } });
      }
      // A press while the last one is being answered asks the same thing.
      if (asking.has(key)) return;
      setAsking((old) => new Set(old).add(key));
      void loadDialog();
      const answer = await explainPress({ regionId: item.regionId, templateId: item.id });
      setAsking((old) => new Set([...old].filter((each) => each !== key)));
      setOpened({ item, neighbours, initial: afterExplain(answer) });
    },
    [asking, mayWrite, neighboursOf],
  );

  const actions = useMemo(
    () => ({
      pressDelete: (item: TemplateItem) => void pressDelete(item),
      pressStart,
      pressProtect: setProtecting,
      prepare: () => void loadDialog(),
      asking,
      starting,
    }),
    [pressDelete, pressStart, asking, starting],
  );

  const deleted = (item: TemplateItem, recordPending: boolean) => {
    announceResult(t(recordPending ? "deletedPending" : "deletedNow", { name: item.name }));
    // With the record pending the row stays for the reconciler to finish; it tells its own end.
    if (!recordPending) removeTemplate(client, { regionId: item.regionId, templateId: item.id });
    onDeleted?.(item);
  };

  return (
    <ActionsProvider value={actions}>
      {children(problemUnder)}
      {opened === null ? null : (
        <Suspense fallback={null}>
          <DeleteDialog
            key={templateKey(opened.item)}
            item={opened.item}
            initial={opened.initial}
            onDeleted={deleted}
            focusAfter={(item, left) => focusTarget(item, left, opened.neighbours)}
            onClosed={() => setOpened(null)}
          />
        </Suspense>
      )}
      {protecting === null ? null : (
        <Suspense fallback={null}>
          <ProtectDialog
            key={templateKey(protecting)}
            item={protecting}
            onClosed={() => setProtecting(null)}
          />
        </Suspense>
      )}
    </ActionsProvider>
  );
}

function focusTarget(item: TemplateItem, left: boolean, neighbours: readonly TemplateItem[]) {
  for (const row of left ? neighbours : [item, ...neighbours]) {
    const button = document.getElementById(elementId("delete", row));
    if (button !== null) return button;
  }
  return document.querySelector<HTMLElement>("h1");
}
