"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/button";
import { iconClass } from "@/components/ui/icon";
import { Spinner } from "@/components/ui/spinner";
import type { TemplateItem } from "@/lib/contracts/template";
import { templateKey } from "@/lib/queries/keys";
import { useTemplateActions } from "./actions-context";
import { elementId } from "./deletion-words";
import { useMayWrite } from "./role-context";

/** In a card there is room for the word beside the icon; a button is called by its label, not by it. */
const CARD_BUTTON =
  "gap-1.5 @max-[54rem]:w-auto @max-[54rem]:border @max-[54rem]:border-line-strong @max-[54rem]:px-3 @max-[54rem]:after:content-[attr(data-word)]";

/** The box that they stand in: a cell of the table, or one of its own. */
export const BUTTONS_CELL = "flex flex-wrap items-center gap-1";

/** Why a build cannot be started from here, as far as the page knows; ECS has the last word. */
export function startBlocked(item: TemplateItem): boolean {
  return item.attempt !== null || item.deletability.reason === "build-running";
}

/** `Start build of …`, `Protect …` and `Delete …`: focusable always, refused ones say why by the words beside them. */
export function RowButtons({ item }: { readonly item: TemplateItem }) {
  const t = useTranslations("templates.row");
  const { mayWrite } = useMayWrite();
  const { pressDelete, pressStart, pressProtect, prepare, asking, starting } = useTemplateActions();
  const key = templateKey(item);
  const why = elementId("why", item);
  const role = elementId("role", item);
  const refusesStart = !mayWrite || startBlocked(item);
  const refusesDelete = !mayWrite || !item.deletability.deletable;
  const starts = starting.has(key);
  const asks = asking.has(key);
  return (
    <>
      <IconButton
        id={elementId("start", item)}
        label={t("start", { name: item.name })}
        aria-disabled={refusesStart || starts ? true : undefined}
        aria-busy={starts || undefined}
        aria-describedby={refusesStart ? (mayWrite ? why : role) : undefined}
        data-word={t("startShort")}
        className={clsx(CARD_BUTTON, !starts && iconClass("play"))}
        onClick={() => pressStart(item)}
      >
        {starts ? <Spinner /> : null}
      </IconButton>
      <IconButton
        id={elementId("protect", item)}
        label={t(item.protection ? "unprotect" : "protect", { name: item.name })}
        aria-disabled={mayWrite ? undefined : true}
        aria-describedby={mayWrite ? undefined : role}
        data-word={t(item.protection ? "unprotectShort" : "protectShort")}
        className={clsx(CARD_BUTTON, iconClass(item.protection ? "lockOpen" : "lock"))}
        onClick={() => {
          if (mayWrite) pressProtect(item);
        }}
      />
      <IconButton
        id={elementId("delete", item)}
        label={t("delete", { name: item.name })}
        tone="danger"
        aria-disabled={refusesDelete ? true : undefined}
        aria-busy={asks || undefined}
        aria-describedby={refusesDelete ? (mayWrite ? why : `${role} ${why}`) : undefined}
        data-word={t("deleteShort")}
        className={clsx(CARD_BUTTON, !asks && iconClass("trash"))}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => pressDelete(item)}
      >
        {asks ? <Spinner /> : null}
      </IconButton>
    </>
  );
}
