"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { announce } from "@/components/shell/announcer";
import { LiveLine } from "@/components/shell/live-line";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import type { BuildListItem, BuildPage } from "@/lib/contracts/build";
import type { Overview } from "@/lib/contracts/template";
import { may, type Role } from "@/lib/domain/roles";
import { buildKeys } from "@/lib/queries/builds";
import { keys } from "@/lib/queries/keys";
import { QueryProvider } from "@/lib/queries/query-provider";
import { overviewOptions } from "@/lib/queries/templates";
import { useLive } from "@/lib/queries/use-live";
import { BuildFilters } from "./build-filters";
import { BuildsPanel } from "./builds-panel";
import { CancelButton } from "./cancel-button";
import { useBuildColumns } from "./use-build-columns";
import { useBuildList } from "./use-build-list";
import { useBuildUrl } from "./use-build-url";
import { useCancels } from "./use-cancels";

type BuildsScreenProps = {
  readonly text: string;
  readonly first: BuildPage;
  readonly overview: Overview;
  readonly role: Role;
};

/** All builds that our copy knows: the server's first rows, then live. */
export function BuildsScreen({ text, first, overview, role }: BuildsScreenProps) {
  return (
    <QueryProvider
      seed={(client) => {
        client.setQueryData(buildKeys.list(text), { pages: [first], pageParams: [null] });
        client.setQueryData(keys.overview, overview);
      }}
    >
      <Screen initial={overview} role={role} />
    </QueryProvider>
  );
}

const ROLE_NOTE = "builds-role";

function Screen({ initial, role }: { readonly initial: Overview; readonly role: Role }) {
  const t = useTranslations("builds");
  const url = useBuildUrl();
  const list = useBuildList(url.text);
  const { data: overview } = useQuery(overviewOptions(initial));
  const state = useLive(initial.changeSeq, list.onApplied);
  const cancels = useCancels();
  const mayWrite = may(role, "template.write");

  const onCancel = async (build: BuildListItem) => {
    const after = await cancels.cancel(build);
    if (after.phase === "accepted") announce(t("row.cancelling", { name: build.templateName }));
  };
  const columns = useBuildColumns((build) => (
    <CancelButton
      build={build}
      state={cancels.stateOf(build)}
      mayWrite={mayWrite}
      roleNote={ROLE_NOTE}
      onCancel={(each) => void onCancel(each)}
    />
  ));
  const problemUnder = useCallback(
    (build: BuildListItem) => {
      const problem = cancels.stateOf(build);
      if (problem?.phase !== "problem") return null;
      return (
        <ErrorCallout
          error={problem.error}
          effect={t(problem.isKnown ? "row.notCancelled" : "row.cancelUnknown")}
        />
      );
    },
    [cancels, t],
  );

  return (
    <div className="@container flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 tabIndex={-1} className="font-semibold text-xl">
          {t("title")}
        </h1>
        <LiveLine state={state} collecting={overview.collecting} oldest={overview.oldestAsOf} />
      </header>
      {mayWrite ? null : (
        <p id={ROLE_NOTE} className="text-ink-2 text-sm">
          {t("role", { role })}
        </p>
      )}
      <div className="flex flex-wrap items-start justify-between gap-2">
        <BuildFilters url={url} regions={overview.regions} />
        {list.pending > 0 ? (
          <Button icon={<RefreshCw aria-hidden className="size-4" />} onClick={list.update}>
            {t("pending", { count: list.pending })}
          </Button>
        ) : null}
      </div>
      <BuildsPanel url={url} list={list} columns={columns} problemUnder={problemUnder} />
    </div>
  );
}
