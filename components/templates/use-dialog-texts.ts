"use client";

import { useTranslations } from "next-intl";
import type { TemplateItem } from "@/lib/contracts/template";
import type { DialogState } from "./dialog-state";
import { useMayWrite } from "./role-context";

/** Title and first sentence of each face of the dialog. */
export function useDialogTexts(
  state: DialogState,
  item: TemplateItem,
): { title: string; text: string | null } {
  const t = useTranslations("deletion");
  const { role } = useMayWrite();
  const { name } = item;
  switch (state.step) {
    case "confirm":
      return {
        title: t("confirm.title", { name }),
        text: t("confirm.text", { count: state.fresh?.buildCount ?? item.buildCount }),
      };
    case "blocked": {
      const { reason, build } = state.blocked;
      const unread = reason === "status-unknown" && build === null;
      return {
        title: t("blocked.title", { name }),
        text: t(unread ? "blocked.why.unread" : `blocked.why.${reason}`),
      };
    }
    case "denied":
      return { title: t("denied.title", { name }), text: t("denied.text", { role }) };
    case "unexplained":
      return { title: t("blocked.title", { name }), text: null };
    case "unknown":
    case "deleted":
      return { title: t("confirm.title", { name }), text: null };
  }
}
