"use client";

import { CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode, Ref } from "react";
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
import { Outlook } from "./outlook";
import { QueueNote } from "./queue-note";
import { type Cancelling, liveStatus } from "./use-cancel";
import type { Protecting } from "./use-protection";
import type { Queueing } from "./use-queue";

type BlockedBodyProps = {
  readonly item: TemplateItem;
  readonly blocked: Blocked;
  /** A confirmed delete was refused: then the refusal is an alert. */
  readonly confirmed: boolean;
  readonly cancelling: Cancelling;
  readonly queueing: Queueing;
  readonly protecting: Protecting;
};

/** Which build blocks and how far it is, what refused the delete, and what became of a cancel. */
export function BlockedBody(props: BlockedBodyProps) {
  const { item, blocked, confirmed, cancelling, queueing, protecting } = props;
  const t = useTranslations("deletion.blocked");
  const protect = useTranslations("deletion.protect");
  return (
    <>
      {blocked.build ? <BuildPanel build={blocked.build} status={liveStatus(item, blocked.build)} /> : null}
      {confirmed || blocked.ecs ? <Refusal blocked={blocked} /> : null}
      {blocked.reason === "protected" ? <Protection item={item} /> : null}
      <CancelProblem state={cancelling.state} />
      {protecting.problem ? <ErrorCallout error={protecting.problem} effect={protect("notRemoved")} /> : null}
      <QueueNote queueing={queueing} />
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
  return (
    <div className="flex flex-col gap-1 rounded-md bg-sunken p-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusBadge status={status} />
        <span className="font-mono text-sm wrap-anywhere">{build.id}</span>
      </p>
      <p className="text-ink-2">
        <Outlook
          startedAt={build.startedAt === "" ? null : build.startedAt}
          startedBy={build.startedBy ?? null}
          usual={build.usual ?? null}
        />
      </p>
      <PhaseBar status={status} />
    </div>
  );
}

/** Who protects it, why, and since when. */
function Protection({ item }: { readonly item: TemplateItem }) {
  const t = useTranslations("deletion.protect");
  const held = item.protection;
  if (held === null) return null;
  return (
    <p className="rounded-md bg-sunken p-3 wrap-anywhere">
      {t("by", { name: held.by })} <RelativeTime at={held.since} tabStop={false} />
      {held.reason ? <span className="block text-ink-2">{held.reason}</span> : null}
    </p>
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
        <p className="font-semibold">
          {t(blocked.reason === "protected" ? "refusedProtected" : "refusedByGuard")}
        </p>
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
  readonly blocked: Blocked;
  readonly cancelling: Cancelling;
  readonly queueing: Queueing;
  readonly protecting: Protecting;
  readonly mayWrite: boolean;
  readonly close: Ref<HTMLButtonElement>;
  readonly onClose: () => void;
  readonly onUnprotect: () => void;
};

/** The ways forward: wait by order, cancel the build, or remove the protection; none for a role that may not. */
export function BlockedFooter(props: BlockedFooterProps) {
  const { blocked, cancelling, queueing, protecting, mayWrite, close, onClose, onUnprotect } = props;
  const t = useTranslations("deletion.blocked");
  const ui = useTranslations("ui");
  return (
    <>
      <Button ref={close} onClick={onClose}>
        {ui("close")}
      </Button>
      {cancelling.offered && mayWrite ? (
        <Ask busy={cancelling.state.phase === "asking"} onClick={cancelling.cancel}>
          {t("cancel")}
        </Ask>
      ) : null}
      {mayWrite && blocked.build !== null ? <QueueButton queueing={queueing} /> : null}
      {mayWrite && blocked.reason === "protected" ? (
        <Ask primary busy={protecting.busy} onClick={onUnprotect}>
          {t("unprotect")}
        </Ask>
      ) : null}
    </>
  );
}

function QueueButton({ queueing }: { readonly queueing: Queueing }) {
  const t = useTranslations("deletion.queue");
  const { state, order, queue, keep } = queueing;
  return order === null ? (
    <Ask primary busy={state.phase === "queuing"} onClick={queue}>
      {t("queue")}
    </Ask>
  ) : (
    <Ask busy={state.phase === "keeping"} onClick={keep}>
      {t("keep")}
    </Ask>
  );
}

type AskProps = {
  readonly busy: boolean;
  readonly primary?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Ask({ busy, primary = false, onClick, children }: AskProps) {
  return (
    <Button
      variant={primary ? "primary" : "secondary"}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={onClick}
      {...(busy ? { icon: <Spinner /> } : {})}
    >
      {children}
    </Button>
  );
}
