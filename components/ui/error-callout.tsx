"use client";

import { CircleX, ExternalLink } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import type messages from "@/lib/i18n/messages/en.json";
import { CopyButton } from "./copy-button";

type Texts = (typeof messages)["errors"];

/** What a failure brings along; the wire's error has this shape. */
export type ShownError = {
  readonly code: keyof Texts;
  readonly params?: Readonly<Record<string, string>>;
  readonly ecs?: {
    readonly code?: string;
    readonly httpStatus?: number;
    readonly requestId?: string;
    readonly message?: string;
    readonly recommend?: string;
    readonly accessDenied?: Readonly<Record<string, string>>;
  };
  readonly errorId?: string;
};

/** What the texts may ask for; they say something sensible of "none". */
const NO_PARAMS = { parameter: "none", state: "none", record: "none" };

type ErrorCalloutProps = {
  readonly error: ShownError;
  /** What it means for the user's wish, first: "The template was not deleted." */
  readonly effect?: ReactNode;
  /** Replaces the general cause where the caller knows better. */
  readonly cause?: ReactNode;
  /** The next step as a button, or more words. */
  readonly action?: ReactNode;
  /** `alert` unless it is part of the page from the start. */
  readonly role?: "alert" | "group";
};

/** A failure for tired people: effect, cause, next step, then what to quote to support. It stays until it is dismissed. */
export function ErrorCallout({ error, effect, cause, action, role = "alert" }: ErrorCalloutProps) {
  const t = useTranslations("errors");
  // Chinese sentences follow each other without a space.
  const isSpaced = !useLocale().startsWith("zh");
  const params = { ...NO_PARAMS, ...error.params };
  const self = useRef<HTMLDivElement>(null);
  // In a dialog that scrolls it may appear below the edge.
  useEffect(() => {
    if (role === "alert") self.current?.scrollIntoView({ block: "nearest" });
  }, [role]);
  return (
    <div ref={self} role={role} className="flex gap-2.5 rounded-md bg-bad-soft p-3 text-ink wrap-anywhere">
      <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        {effect ? <p className="font-semibold">{effect}</p> : null}
        <p>
          {cause ?? t(`${error.code}.cause`, params)}
          {isSpaced ? " " : null}
          {t(`${error.code}.next`, params)}
        </p>
        <AccessDenied detail={error.ecs?.accessDenied} />
        <Facts error={error} />
        {action ? <div className="mt-1 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  );
}

/** ECS's own words: HTTP status and code, message, request ID with copy, diagnosis link; and our error ID. */
function Facts({ error }: { readonly error: ShownError }) {
  const t = useTranslations("ui.facts");
  const { ecs, errorId } = error;
  const status =
    ecs?.httpStatus === undefined ? undefined : ecs.code ? `${ecs.httpStatus}` : `HTTP ${ecs.httpStatus}`;
  const codeLine = [status, ecs?.code].filter((part) => part !== undefined).join(" ");
  return (
    <>
      {codeLine ? <p className="font-mono text-sm">{codeLine}</p> : null}
      {ecs?.message ? <p className="text-ink-2 text-sm">{t("said", { message: ecs.message })}</p> : null}
      {ecs?.requestId ? <Quote label={t("requestId")} value={ecs.requestId} /> : null}
      {errorId ? <Quote label={t("errorId")} value={errorId} /> : null}
      {ecs?.recommend ? (
        <a
          href={ecs.recommend}
          target="_blank"
          rel="noreferrer noopener"
          className="inline-flex w-fit items-center gap-1 rounded-sm text-accent text-sm underline"
        >
          {t("recommend")}
          <ExternalLink aria-hidden className="size-3.5" />
          <span className="sr-only">{t("newTab")}</span>
        </a>
      ) : null}
    </>
  );
}

function Quote({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <p className="flex items-center gap-1 text-ink-2 text-sm">
      <span>
        {label} <span className="font-mono text-ink select-all">{value}</span>
      </span>
      <CopyButton value={value} what={label} />
    </p>
  );
}

/** AccessDeniedDetail in words as far as it can be said so; the rest as it came, for whoever manages the policies. */
function AccessDenied({ detail }: { readonly detail: Readonly<Record<string, string>> | undefined }) {
  const t = useTranslations("ui.denied");
  if (!detail) return null;
  const { AuthAction: action, AuthPrincipalDisplayName, AuthPrincipalType, ...rest } = detail;
  const principal = AuthPrincipalDisplayName ?? t("thisKey");
  const facts = Object.entries(rest);
  return (
    <>
      {action ? <p>{t("action", { action, principal, kind: AuthPrincipalType ?? "none" })}</p> : null}
      {facts.length > 0 ? (
        <dl aria-label={t("rest")} className="grid gap-x-3 text-sm sm:grid-cols-[auto_1fr]">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-2">{name}</dt>
              <dd className="line-clamp-2 font-mono">{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}
