"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Hourglass } from "lucide-react";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { LiveLine } from "@/components/shell/live-line";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import type { QueuedItem, QueuePage } from "@/lib/contracts/queue";
import type { Overview } from "@/lib/contracts/template";
import { may, type Role } from "@/lib/domain/roles";
import { ReadError } from "@/lib/queries/fetch-json";
import { QueryProvider } from "@/lib/queries/query-provider";
import { movesQueue, queueKey, queueOptions } from "@/lib/queries/queue";
import { useLive } from "@/lib/queries/use-live";
import { KeepButton } from "./keep-button";
import { useKeeps } from "./use-keeps";
import { useQueueColumns } from "./use-queue-columns";

type QueueScreenProps = { readonly first: QueuePage; readonly overview: Overview; readonly role: Role };

const ROLE_NOTE = "queue-role";

/** Deletes that wait for their builds: the server's first rows, then live. */
export function QueueScreen(props: QueueScreenProps) {
  return (
    <QueryProvider seed={(client) => client.setQueryData(queueKey, props.first)}>
      <Screen {...props} />
    </QueryProvider>
  );
}

function Screen({ first, overview, role }: QueueScreenProps) {
  const t = useTranslations("queue");
  const ui = useTranslations("ui");
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(queueOptions(first));
  const state = useLive(overview.changeSeq, ({ change }) => {
    if (change === null || movesQueue(data, change)) void client.invalidateQueries({ queryKey: queueKey });
  });
  const mayWrite = may(role, "template.write");
  const keeps = useKeeps();
  const columns = useQueueColumns((item) => (
    <KeepButton item={item} keeps={keeps} mayWrite={mayWrite} roleNote={ROLE_NOTE} />
  ));
  const failed = error instanceof ReadError ? error.error : ({ code: "internal" } as const);
  return (
    <div className="@container flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 tabIndex={-1} className="font-semibold text-xl">
          {t("title")}
        </h1>
        <LiveLine state={state} collecting={overview.collecting} oldest={null} />
      </header>
      <p className="text-ink-2">{t("about")}</p>
      {overview.collecting ? null : <p className="rounded-md bg-warn-soft p-3">{t("paused")}</p>}
      {mayWrite ? null : (
        <p id={ROLE_NOTE} className="text-ink-2 text-sm">
          {t("role", { role })}
        </p>
      )}
      {error === null ? null : (
        <ErrorCallout
          error={failed}
          effect={t("failed")}
          action={<Button onClick={() => void refetch()}>{ui("retry")}</Button>}
        />
      )}
      <section className="overflow-clip rounded-lg border border-line bg-surface">
        {data.items.length === 0 ? (
          <Empty />
        ) : (
          <DataTable
            label={t("title")}
            listKey="queue"
            columns={columns}
            rows={data.items}
            count={data.items.length}
            rowKey={keyOf}
            rowData={dataOf}
            rowExtra={keeps.problemUnder}
            busyLabel={t("loading")}
            onReach={nothingMore}
          />
        )}
        <footer className="border-line border-t bg-sunken px-4 py-2.5 text-ink-2 text-sm tabular-nums">
          {t("shown", { count: data.items.length, total: data.total })}
        </footer>
      </section>
    </div>
  );
}

function Empty() {
  const t = useTranslations("queue");
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-14 text-center">
      <Hourglass aria-hidden className="size-6 text-ink-3" />
      <p className="font-semibold">{t("none")}</p>
      <p className="max-w-110 text-ink-2">{t("noneText")}</p>
    </div>
  );
}

function nothingMore(): void {}

function keyOf(item: QueuedItem): string {
  return String(item.seq);
}

function dataOf(item: QueuedItem) {
  return { "data-template-id": item.templateId, "data-region-id": item.regionId } as const;
}
