"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import type { BinItem } from "@/lib/contracts/recycle-bin";
import { paths } from "@/lib/paths";
import { Findings } from "./findings";
import type { CheckState, RestoreProblem, RestoreState } from "./restore-state";

type ConfirmProps = {
  readonly item: BinItem;
  readonly check: CheckState;
  readonly problem: RestoreProblem | null;
  readonly busy: boolean;
  readonly onRetry: () => void;
};

/** What comes back, what cannot, what ECS would say, and what went wrong, if something did. */
export function ConfirmFace({ item, check, problem, busy, onRetry }: ConfirmProps) {
  const t = useTranslations("recycleBin.dialog");
  const ui = useTranslations("ui");
  const base = check !== null && "check" in check ? check.check.baseImage : null;
  const newId = problem?.error.params?.templateId;
  return (
    <>
      <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-6 gap-y-1.5">
        <Fact term={t("oldId")}>
          <span className="font-mono text-sm">{item.id}</span>
        </Fact>
        <Fact term={t("region")}>{item.regionId}</Fact>
        {base === null ? null : (
          <Fact term={t("base")}>
            <span className="font-mono text-sm">{base}</span>
          </Fact>
        )}
        <Fact term={t("history")}>{t("historyText", { count: item.buildCount })}</Fact>
      </dl>
      <Findings check={check} />
      <div className="flex flex-col gap-1 rounded-md border border-line p-3">
        <p className="font-semibold">{t("lost")}</p>
        <ul className="flex list-disc flex-col gap-0.5 ps-4 text-ink-2">
          <li>{t("lostId")}</li>
          <li>{t("lostBuilds")}</li>
        </ul>
        <p className="text-ink-2">{t("lostImages")}</p>
      </div>
      {problem && !busy ? (
        <ErrorCallout
          error={problem.error}
          effect={t("notRestored")}
          action={
            problem.retry ? (
              <Button onClick={onRetry}>{ui("retry")}</Button>
            ) : newId ? (
              <TemplateLink regionId={item.regionId} templateId={newId} />
            ) : null
          }
        />
      ) : null}
    </>
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

type LinkProps = { readonly regionId: string; readonly templateId: string };

function TemplateLink({ regionId, templateId }: LinkProps) {
  return (
    <Link
      href={paths.template(regionId, templateId)}
      prefetch={false}
      className="rounded-sm font-mono text-accent underline"
    >
      {templateId}
    </Link>
  );
}

/** The new template's ID, which leads to its page. */
export function DoneFace({ regionId, templateId }: LinkProps) {
  const t = useTranslations("recycleBin.dialog");
  return (
    <p role="status" className="flex gap-2.5 rounded-md bg-ok-soft p-3 wrap-anywhere">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
      <span>
        {t.rich("done", { id: () => <TemplateLink regionId={regionId} templateId={templateId} /> })}
      </span>
    </p>
  );
}

/** Not known whether it was created; what is found by asking with the same token appears here. */
export function UnknownFace({ state }: { readonly state: Extract<RestoreState, { step: "unknown" }> }) {
  const t = useTranslations("recycleBin.dialog");
  const word =
    state.settled === null ? "asking" : state.settled === "refused" ? "settledNot" : "settledUnknown";
  return (
    <>
      <ErrorCallout error={{ ...state.error, code: "outcome-unknown" }} effect={t("unknown")} />
      <p role="status" className="font-semibold">
        {t(word)}
      </p>
    </>
  );
}
