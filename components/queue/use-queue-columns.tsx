"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import type { Column } from "@/components/data-table/types";
import { StatusBadge } from "@/components/shell/build-status";
import { TemplateCell } from "@/components/shell/template-cell";
import { Hint } from "@/components/ui/hint";
import { RelativeTime } from "@/components/ui/relative-time";
import type { QueuedItem } from "@/lib/contracts/queue";
import { paths } from "@/lib/paths";
import { UntilTime } from "./until-time";

/** The columns of the list of queued deletes; `actions` draws what may be done to one. */
export function useQueueColumns(actions: (item: QueuedItem) => ReactNode): readonly Column<QueuedItem>[] {
  const t = useTranslations("queue.columns");
  return useMemo(
    () => [
      {
        id: "template",
        track: "minmax(12rem, 1.6fr)",
        label: t("template"),
        isRowHeader: true,
        card: "wide",
        cell: (item) => (
          <TemplateCell
            name={item.name}
            id={item.templateId}
            href={paths.template(item.regionId, item.templateId)}
          />
        ),
      },
      {
        id: "region",
        track: "minmax(6.5rem, 0.8fr)",
        label: t("region"),
        cell: (item) => <span className="block truncate">{item.regionId}</span>,
      },
      {
        id: "waits",
        track: "minmax(12rem, 1.6fr)",
        label: t("waits"),
        card: "wide",
        cell: (item) => <WaitsFor item={item} />,
      },
      {
        id: "by",
        track: "minmax(8rem, 1fr)",
        label: t("by"),
        leave: "second",
        cell: (item) => <OrderedBy item={item} />,
      },
      {
        id: "queued",
        track: "minmax(6rem, 0.7fr)",
        label: t("queued"),
        leave: "first",
        cell: (item) => <RelativeTime at={item.queuedAt} className="text-ink-2" />,
      },
      {
        id: "until",
        track: "minmax(8rem, 0.9fr)",
        label: t("until"),
        cell: (item) => <UntilTime at={item.until} />,
      },
      { id: "actions", track: "9rem", label: "", hiddenLabel: t("actions"), card: "end", cell: actions },
    ],
    [t, actions],
  );
}

/** The build that blocks now, from our copy; protection and an unknown state are said as such. */
function WaitsFor({ item }: { readonly item: QueuedItem }) {
  const t = useTranslations("queue.waits");
  const { template } = item;
  if (template?.protection) return <span>{t("protected", { name: template.protection.by })}</span>;
  const { buildId, buildStatus } = template?.deletability ?? {};
  if (buildId !== undefined && buildStatus !== undefined) {
    return (
      <div className="flex min-w-0 flex-col items-start py-1">
        <StatusBadge status={buildStatus} />
        <span className="max-w-full truncate font-mono text-ink-2 text-sm">{buildId}</span>
      </div>
    );
  }
  return <span className="text-ink-2">{t(template?.deletability.deletable ? "nothing" : "unread")}</span>;
}

function OrderedBy({ item }: { readonly item: QueuedItem }) {
  return (
    <div className="flex min-w-0 flex-col">
      <Hint text={item.by} whenTruncated>
        <span className="truncate">{item.by}</span>
      </Hint>
      {item.reason ? (
        <Hint text={item.reason} whenTruncated>
          <span className="truncate text-ink-2 text-sm">{item.reason}</span>
        </Hint>
      ) : null}
    </div>
  );
}
