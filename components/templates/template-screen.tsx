"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LiveLine } from "@/components/shell/live-line";
import type { TemplateDetail } from "@/lib/contracts/template";
import type { Role } from "@/lib/domain/roles";
import { paths } from "@/lib/paths";
import type { Applied } from "@/lib/queries/apply-news";
import { keys } from "@/lib/queries/keys";
import { QueryProvider } from "@/lib/queries/query-provider";
import { detailOptions } from "@/lib/queries/templates";
import { useLive } from "@/lib/queries/use-live";
import { RoleProvider } from "./role-context";
import { TemplateActionsProvider } from "./template-actions-provider";
import { TemplateBody } from "./template-body";
import { useAnnouncedChanges } from "./use-announced-changes";

type TemplateScreenProps = {
  readonly detail: TemplateDetail;
  readonly collecting: boolean;
  readonly role: Role;
};

const NO_NEIGHBOURS: readonly never[] = [];

/** The page of one template: the same state, words and buttons as in the list, and everything that is known of it. */
export function TemplateScreen({ detail, collecting, role }: TemplateScreenProps) {
  return (
    <QueryProvider
      seed={(client) => client.setQueryData(keys.detail(detail.item.regionId, detail.item.id), detail)}
    >
      <RoleProvider value={role}>
        <Screen initial={detail} collecting={collecting} />
      </RoleProvider>
    </QueryProvider>
  );
}

function Screen({ initial, collecting }: { readonly initial: TemplateDetail; readonly collecting: boolean }) {
  const t = useTranslations("template");
  const { regionId, id } = initial.item;
  const { data: detail } = useQuery(detailOptions(regionId, id, initial));
  const [gone, setGone] = useState(false);
  const announced = useAnnouncedChanges();
  const state = useLive(initial.changeSeq, (applied: Applied) => {
    const { change } = applied;
    if (change?.kind === "template-gone" && change.templateId === id && change.regionId === regionId) {
      setGone(true);
    }
    // On this page only this template is worth a word.
    if (change?.kind === "template" && change.item.id === id) announced(applied);
  });

  return (
    <div className="@container flex min-w-0 flex-col gap-5">
      <header className="flex flex-col gap-1">
        <Link
          href={paths.templates()}
          className="inline-flex w-fit items-center gap-1 rounded-sm text-ink-2 text-sm hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-3.5" />
          {t("back")}
        </Link>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 tabIndex={-1} className="font-semibold text-xl wrap-anywhere">
            <bdi>{detail.item.name}</bdi>
          </h1>
          <LiveLine state={state} collecting={collecting} oldest={detail.item.asOf} />
        </div>
      </header>
      {gone ? (
        <p role="alert" className="rounded-md bg-warn-soft p-3">
          {t("gone")}
        </p>
      ) : null}
      <TemplateActionsProvider neighboursOf={() => NO_NEIGHBOURS} onDeleted={() => setGone(true)}>
        {(problemUnder) => <TemplateBody detail={detail} gone={gone} problem={problemUnder(detail.item)} />}
      </TemplateActionsProvider>
    </div>
  );
}
