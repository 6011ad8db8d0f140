"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { LiveLine } from "@/components/shell/live-line";
import { Button } from "@/components/ui/button";
import type { BinItem, BinPage } from "@/lib/contracts/recycle-bin";
import type { Overview } from "@/lib/contracts/template";
import { may, type Role } from "@/lib/domain/roles";
import { keys } from "@/lib/queries/keys";
import { QueryProvider } from "@/lib/queries/query-provider";
import { binKeys } from "@/lib/queries/recycle-bin";
import { overviewOptions } from "@/lib/queries/templates";
import { useLive } from "@/lib/queries/use-live";
import { BinFilters } from "./bin-filters";
import { BinPanel } from "./bin-panel";
import { RestoreCell } from "./restore-cell";
import { useBinColumns } from "./use-bin-columns";
import { useBinList } from "./use-bin-list";
import { useBinUrl } from "./use-bin-url";

const RestoreDialog = dynamic(() => import("./restore-dialog").then((loaded) => loaded.RestoreDialog), {
  ssr: false,
});

type BinScreenProps = {
  readonly text: string;
  readonly first: BinPage;
  readonly overview: Overview;
  readonly role: Role;
};

/** All that was deleted and can come back: the server's first rows, then live. */
export function BinScreen({ text, first, overview, role }: BinScreenProps) {
  return (
    <QueryProvider
      seed={(client) => {
        client.setQueryData(binKeys.list(text), { pages: [first], pageParams: [null] });
        client.setQueryData(keys.overview, overview);
      }}
    >
      <Screen initial={overview} days={first.days} role={role} />
    </QueryProvider>
  );
}

const ROLE_NOTE = "recycle-bin-role";

type ScreenProps = { readonly initial: Overview; readonly days: number; readonly role: Role };

function Screen({ initial, days, role }: ScreenProps) {
  const t = useTranslations("recycleBin");
  const url = useBinUrl();
  const list = useBinList(url.text);
  const { data: overview } = useQuery(overviewOptions(initial));
  const state = useLive(initial.changeSeq, list.onApplied);
  const [chosen, setChosen] = useState<BinItem | null>(null);
  const mayWrite = may(role, "template.write");
  const cell = useCallback(
    (item: BinItem) => (
      <RestoreCell item={item} mayWrite={mayWrite} roleNote={ROLE_NOTE} onRestore={setChosen} />
    ),
    [mayWrite],
  );
  const columns = useBinColumns(cell);

  return (
    <div className="@container flex min-w-0 flex-col gap-3">
      <header className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 tabIndex={-1} className="font-semibold text-xl">
            {t("title")}
          </h1>
          <LiveLine state={state} collecting={overview.collecting} oldest={overview.oldestAsOf} />
        </div>
        <p className="text-ink-2">{t("about", { days })}</p>
      </header>
      {mayWrite ? null : (
        <p id={ROLE_NOTE} className="text-ink-2 text-sm">
          {t("role", { role })}
        </p>
      )}
      <div className="flex flex-wrap items-start justify-between gap-2">
        <BinFilters url={url} regions={overview.regions} />
        {list.pending > 0 ? (
          <Button icon={<RefreshCw aria-hidden className="size-4" />} onClick={list.update}>
            {t("pending", { count: list.pending })}
          </Button>
        ) : null}
      </div>
      <BinPanel url={url} list={list} columns={columns} />
      {chosen ? (
        <RestoreDialog
          key={`${chosen.regionId}/${chosen.id}`}
          item={chosen}
          role={role}
          onRestored={list.update}
          onClosed={() => setChosen(null)}
        />
      ) : null}
    </div>
  );
}
