"use client";

import { createContext, use } from "react";
import type { TemplateItem } from "@/lib/contracts/template";

export type TemplateActions = {
  /** A press on Delete; what it does follows from the row's state and the role. */
  readonly pressDelete: (item: TemplateItem) => void;
  readonly pressStart: (item: TemplateItem) => void;
  /** A press on Protect, or on the removal of a protection. */
  readonly pressProtect: (item: TemplateItem) => void;
  /** Loads the dialogs ahead, when someone is about to press. */
  readonly prepare: () => void;
  /** Keys of the rows whose press is being answered. */
  readonly asking: ReadonlySet<string>;
  readonly starting: ReadonlySet<string>;
};

const ActionsContext = createContext<TemplateActions | null>(null);

export const ActionsProvider = ActionsContext.Provider;

export function useTemplateActions(): TemplateActions {
  const actions = use(ActionsContext);
  if (actions === null) throw new Error("useTemplateActions outside its provider");
  return actions;
}
