"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useZone } from "@/components/ui/clock";
import { ErrorCallout } from "@/components/ui/error-callout";
import type { Queueing } from "./use-queue";

/** What became of `Delete when the build ends`, said in the dialog's own status text. */
export function QueueNote({ queueing }: { readonly queueing: Queueing }) {
  const t = useTranslations("deletion.queue");
  const format = useFormatter();
  const timeZone = useZone();
  const { state, order } = queueing;
  return (
    <>
      <p role="status" className="rounded-md bg-sunken p-3 font-medium empty:hidden">
        {state.phase === "queuing" ? t("queuing") : null}
        {state.phase === "keeping" ? t("keeping") : null}
        {state.phase === "kept" ? t("kept") : null}
        {order === null || state.phase === "keeping"
          ? null
          : t(state.phase === "queued" && state.isNew ? "queued" : "queuedBefore", {
              name: order.by,
              until: format.dateTime(new Date(order.until), {
                timeZone,
                dateStyle: "medium",
                timeStyle: "short",
              }),
            })}
      </p>
      {state.phase === "problem" ? (
        <ErrorCallout error={state.error} effect={t(state.wish === "queue" ? "notQueued" : "notKept")} />
      ) : null}
    </>
  );
}
