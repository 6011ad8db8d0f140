"use client";

import { useTranslations } from "next-intl";
import { SignOutForm } from "@/components/shell/sign-out-form";
import { useChange } from "@/components/shell/use-change";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SessionItem } from "@/lib/contracts/sessions";
import { requestEnd, requestEndOthers } from "@/lib/queries/session-actions";

/** One's own sessions; each can be ended here, or all others at once. */
export function SessionList({ sessions }: { readonly sessions: readonly SessionItem[] }) {
  const t = useTranslations("account.sessions");
  const { isBusy, problem, send } = useChange();
  const others = sessions.filter(({ isThis }) => !isThis).length;
  return (
    <>
      <ul>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {others > 1 ? (
        <div className="flex flex-col gap-2 border-line border-t px-4 py-3">
          <Button
            className="self-start"
            aria-busy={isBusy || undefined}
            onClick={() => void send(requestEndOthers, t("endedOthers", { count: others }))}
          >
            {t("endOthers", { count: others })}
          </Button>
          {problem ? <ErrorCallout error={problem} effect={t("notEnded")} /> : null}
        </div>
      ) : null}
    </>
  );
}

function SessionRow({ session }: { readonly session: SessionItem }) {
  const t = useTranslations("account.sessions");
  const { isBusy, problem, send } = useChange();
  const { browser, system, startedAt, usedAt, isThis } = session;
  const name =
    browser && system ? t("browserOn", { browser, system }) : (browser ?? system ?? t("unknownBrowser"));
  return (
    <li
      data-session={isThis ? "this" : "other"}
      className="flex flex-col gap-2 border-line border-b px-4 py-3 last:border-b-0"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <p className="font-medium">
            {name}
            {isThis ? <span className="font-normal text-ink-2"> · {t("this")}</span> : null}
          </p>
          <p className="text-ink-2 text-sm">
            {t("signedIn")} <RelativeTime at={startedAt} /> · {t("used")} <RelativeTime at={usedAt} />
          </p>
        </div>
        {isThis ? (
          <SignOutForm />
        ) : (
          <Button
            aria-label={t("end", { name })}
            aria-busy={isBusy || undefined}
            onClick={() => void send(() => requestEnd({ sessionId: session.id }), t("ended", { name }))}
          >
            {t("endShort")}
          </Button>
        )}
      </div>
      {problem ? <ErrorCallout error={problem} effect={t("notEnded")} /> : null}
    </li>
  );
}
