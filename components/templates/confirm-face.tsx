"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FormEvent, ReactNode, Ref } from "react";
import { StatusBadge } from "@/components/shell/build-status";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { RelativeTime } from "@/components/ui/relative-time";
import { Spinner } from "@/components/ui/spinner";
import { TextField } from "@/components/ui/text-field";
import type { TemplateItem } from "@/lib/contracts/template";
import { isFinished, NEVER_BUILT } from "@/lib/domain/build-status";
import { statusOf } from "@/lib/queries/match";
import type { DialogState } from "./dialog-state";

const CONFIRM_FORM = "confirm-delete";
const REASON_MAX = 500;

/** What the user has typed; kept by the dialog, so that no error loses it. */
export type Typed = { readonly name: string; readonly reason: string };

type ConfirmBodyProps = {
  readonly item: TemplateItem;
  readonly state: Extract<DialogState, { step: "confirm" }>;
  readonly typed: Typed;
  readonly busy: boolean;
  readonly onType: (typed: Typed) => void;
  readonly onSubmit: () => void;
};

/** Facts of what goes, the name to type, an optional reason, and what went wrong, if something did. */
export function ConfirmBody({ item, state, typed, busy, onType, onSubmit }: ConfirmBodyProps) {
  const t = useTranslations("deletion.confirm");
  const ui = useTranslations("ui");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <>
      <Facts item={item} state={state} />
      <form id={CONFIRM_FORM} onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          label={t.rich("typeName", {
            name: () => <bdi className="rounded-sm bg-sunken px-1 font-mono wrap-anywhere">{item.name}</bdi>,
          })}
          spellCheck={false}
          autoCapitalize="off"
          readOnly={busy}
          value={typed.name}
          onChange={(event) => onType({ ...typed, name: event.target.value })}
        />
        <TextField
          label={t("reason")}
          hint={t("reasonHint")}
          maxLength={REASON_MAX}
          readOnly={busy}
          value={typed.reason}
          onChange={(event) => onType({ ...typed, reason: event.target.value })}
        />
      </form>
      {state.problem && !busy ? (
        <ErrorCallout
          error={state.problem.error}
          effect={t("notDeleted")}
          action={
            state.problem.retry ? (
              <Button type="submit" form={CONFIRM_FORM}>
                {ui("retry")}
              </Button>
            ) : null
          }
        />
      ) : null}
    </>
  );
}

function Facts({ item, state }: { readonly item: TemplateItem; readonly state: ConfirmBodyProps["state"] }) {
  const t = useTranslations("deletion.confirm");
  const latest = state.fresh === null ? item.latestBuild : state.fresh.latestBuild;
  const status = state.fresh === null ? statusOf(item) : (latest?.status ?? NEVER_BUILT);
  const checked = state.fresh?.checkedAt ?? item.asOf;
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-6 gap-y-1.5">
      <Fact term={t("id")}>
        <span className="font-mono text-sm">{item.id}</span>
      </Fact>
      <Fact term={t("region")}>{item.regionId}</Fact>
      <Fact term={t("latestBuild")}>
        <span className="flex flex-wrap items-center gap-x-2">
          <StatusBadge status={status} />
          {latest ? (
            <RelativeTime
              at={latest.startedAt}
              style={isFinished(latest.status) ? "ago" : "elapsed"}
              tabStop={false}
              className="text-ink-2 text-sm"
            />
          ) : null}
          {checked ? (
            <span className="text-ink-2 text-sm">
              {"· "}
              {t("checked")} <RelativeTime at={checked} tabStop={false} />
            </span>
          ) : null}
        </span>
      </Fact>
      <Fact term={t("kept")}>{t("keptText")}</Fact>
    </dl>
  );
}

function Fact({ term, children }: { readonly term: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{term}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

type ConfirmFooterProps = {
  readonly matches: boolean;
  readonly busy: boolean;
  readonly keep: Ref<HTMLButtonElement>;
  readonly onKeep: () => void;
};

/** The way out first, then one red button that acts only when the name matches. */
export function ConfirmFooter({ matches, busy, keep, onKeep }: ConfirmFooterProps) {
  const t = useTranslations("deletion.confirm");
  return (
    <>
      <Button ref={keep} aria-disabled={busy || undefined} onClick={onKeep}>
        {t("keep")}
      </Button>
      <Button
        type="submit"
        form={CONFIRM_FORM}
        variant="danger"
        aria-disabled={!matches || busy ? true : undefined}
        aria-busy={busy || undefined}
        icon={busy ? <Spinner /> : <Trash2 aria-hidden className="size-4" />}
      >
        {t(busy ? "deleting" : "delete")}
      </Button>
    </>
  );
}
