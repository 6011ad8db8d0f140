"use client";

import { CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { StatusBadge, useStatusWord } from "@/components/shell/build-status";
import { PhaseBar } from "@/components/shell/phase-bar";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { RelativeTime } from "@/components/ui/relative-time";
import { Spinner } from "@/components/ui/spinner";
import type { Blocked, BlockingBuild } from "@/lib/contracts/delete";
import type { TemplateItem } from "@/lib/contracts/template";
import { isFinished } from "@/lib/domain/build-status";
import { CancelProblem } from "./cancel-problem";
import { type Cancelling, liveStatus } from "./use-cancel";

type BlockedBodyProps = {
  readonly item: TemplateItem;
  readonly blocked: Blocked;
  /** A confirmed delete was refused: then the refusal is an alert. */
  readonly confirmed: boolean;
  readonly cancelling: Cancelling;
};

/** Which build blocks and how far it is, what refused the delete, and what became of a cancel. */
export function BlockedBody({ item, blocked, confirmed, cancelling }: BlockedBodyProps) {
  const t = useTranslations("deletion.blocked");
  return (
    <>
      {blocked.build ? <BuildPanel build={blocked.build} status={liveStatus(item, blocked.build)} /> : null}
      {confirmed || blocked.ecs ? <Refusal blocked={blocked} /> : null}
      <CancelProblem state={cancelling.state} />
      <p role="status" className="empty:hidden">
        <Progress item={item} cancelling={cancelling} build={blocked.build} />
      </p>
      <p className="text-ink-2">
        {t.rich("recorded", { b: (word) => <strong className="font-semibold text-ink">{word}</strong> })}
      </p>
    </>
  );
}

function BuildPanel({ build, status }: { readonly build: BlockingBuild; readonly status: string }) {
  const t = useTranslations("deletion.blocked");
  return (
    <div className="flex flex-col gap-1 rounded-md bg-sunken p-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusBadge status={status} />
        <span className="font-mono text-sm wrap-anywhere">{build.id}</span>
      </p>
      <p className="text-ink-2">
        {t("started")} <RelativeTime at={build.startedAt} tabStop={false} />
      </p>
      <PhaseBar status={status} />
    </div>
  );
}

/** From ECS: code, HTTP status, request ID. From our guard: status word and build. */
function Refusal({ blocked }: { readonly blocked: Blocked }) {
  const t = useTranslations("deletion.blocked");
  const word = useStatusWord();
  const { ecs, build } = blocked;
  if (ecs) {
    return (
      <ErrorCallout
        error={{ code: "blocked", ecs }}
        effect={t("refusedByEcs")}
        {...(build ? { cause: t("refusedBuild", { status: word(build.status), build: build.id }) } : {})}
      />
    );
  }
  return (
    <div role="alert" className="flex gap-2.5 rounded-md bg-bad-soft p-3 wrap-anywhere">
      <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="flex flex-col gap-1">
        <p className="font-semibold">{t("refusedByGuard")}</p>
        {build ? <p>{t("refusedBuild", { status: word(build.status), build: build.id })}</p> : null}
      </div>
    </div>
  );
}

type ProgressProps = {
  readonly item: TemplateItem;
  readonly cancelling: Cancelling;
  readonly build: BlockingBuild | null;
};

/** What happens while the dialog is open, in words. */
function Progress({ item, cancelling, build }: ProgressProps) {
  const t = useTranslations("deletion.blocked");
  const word = useStatusWord();
  const status = build === null ? null : liveStatus(item, build);
  if (item.deletability.deletable) {
    return t("deletableNow", { status: status && isFinished(status) ? word(status) : "none" });
  }
  if (cancelling.state.phase === "asking") return t("cancelAsking");
  if (cancelling.state.phase !== "accepted") return null;
  return status !== null && isFinished(status) ? t("ended", { status: word(status) }) : t("cancelAccepted");
}

type BlockedFooterProps = {
  readonly cancelling: Cancelling;
  readonly mayCancel: boolean;
  readonly close: Ref<HTMLButtonElement>;
  readonly onClose: () => void;
};

export function BlockedFooter({ cancelling, mayCancel, close, onClose }: BlockedFooterProps) {
  const t = useTranslations("deletion.blocked");
  const ui = useTranslations("ui");
  const asking = cancelling.state.phase === "asking";
  return (
    <>
      <Button ref={close} onClick={onClose}>
        {ui("close")}
      </Button>
      {cancelling.offered && mayCancel ? (
        <Button
          aria-disabled={asking || undefined}
          aria-busy={asking || undefined}
          onClick={cancelling.cancel}
          {...(asking ? { icon: <Spinner /> } : {})}
        >
          {t("cancel")}
        </Button>
      ) : null}
    </>
  );
}
