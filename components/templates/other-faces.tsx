"use client";

import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { Spinner } from "@/components/ui/spinner";
import type { OutcomeNotice } from "@/lib/contracts/live";
import type { DialogState } from "./dialog-state";

/** It could not be found out whether the template may be deleted. */
export function UnexplainedBody({
  state,
}: {
  readonly state: Extract<DialogState, { step: "unexplained" }>;
}) {
  const t = useTranslations("deletion.unexplained");
  const cause = state.silent ? { cause: t("silent") } : {};
  return <ErrorCallout error={state.error} effect={t("effect")} {...cause} />;
}

/** Not known whether it was deleted; the settled outcome appears here as soon as ECS could be read. */
export function UnknownBody({ state }: { readonly state: Extract<DialogState, { step: "unknown" }> }) {
  const t = useTranslations("deletion.unknown");
  return (
    <>
      <ErrorCallout error={{ ...state.error, code: "outcome-unknown" }} effect={t("effect")} />
      <p role="status" className="font-semibold">
        {state.settled === null ? t("asking") : t(settledWord(state.settled))}
      </p>
    </>
  );
}

function settledWord(notice: OutcomeNotice): "gone" | "present" | "blocked" | "still-unknown" {
  switch (notice.outcome) {
    case "succeeded":
      return "gone";
    case "blocked":
      return "blocked";
    case "failed":
      return "present";
    default:
      return "still-unknown";
  }
}

type CloseFooterProps = {
  readonly close: Ref<HTMLButtonElement>;
  readonly onClose: () => void;
  readonly busy?: boolean;
  readonly onRetry?: () => void;
};

/** `Close`, and `Try again` where that can help. */
export function CloseFooter({ close, onClose, busy = false, onRetry }: CloseFooterProps) {
  const ui = useTranslations("ui");
  return (
    <>
      <Button ref={close} aria-disabled={busy || undefined} onClick={onClose}>
        {ui("close")}
      </Button>
      {onRetry ? (
        <Button
          variant="primary"
          aria-disabled={busy || undefined}
          aria-busy={busy || undefined}
          onClick={onRetry}
          {...(busy ? { icon: <Spinner /> } : {})}
        >
          {ui("retry")}
        </Button>
      ) : null}
    </>
  );
}
