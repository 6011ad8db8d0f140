"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import type { Column } from "@/components/data-table/types";
import { StatusBadge } from "@/components/shell/build-status";
import { PhaseBar } from "@/components/shell/phase-bar";
import { TemplateCell } from "@/components/shell/template-cell";
import { Duration } from "@/components/ui/duration";
import { Hint } from "@/components/ui/hint";
import { RelativeTime } from "@/components/ui/relative-time";
import type { BuildListItem } from "@/lib/contracts/build";
import { isFinished } from "@/lib/domain/build-status";
import { paths } from "@/lib/paths";

/** The columns of the list of builds; `actions` draws what may be done to a build. */
export function useBuildColumns(
  actions: (build: BuildListItem) => ReactNode,
): readonly Column<BuildListItem>[] {
  const t = useTranslations("builds.columns");
  return useMemo(
    () => [
      {
        id: "template",
        track: "minmax(12rem, 1.6fr)",
        label: t("template"),
        isRowHeader: true,
        card: "wide",
        cell: (build) => <TemplateOf build={build} />,
      },
      {
        id: "region",
        track: "minmax(6.5rem, 0.8fr)",
        label: t("region"),
        leave: "second",
        cell: (build) => <span className="block truncate">{build.regionId}</span>,
      },
      {
        id: "status",
        track: "minmax(11rem, 1.2fr)",
        label: t("status"),
        card: "wide",
        cell: (build) => <StatusOf build={build} />,
      },
      {
        id: "started",
        track: "minmax(6rem, 0.7fr)",
        label: t("started"),
        cell: (build) => <RelativeTime at={build.startedAt} className="text-ink-2" />,
      },
      {
        id: "took",
        track: "minmax(5rem, 0.6fr)",
        label: t("took"),
        cell: (build) => <Took build={build} />,
      },
      {
        id: "result",
        track: "minmax(8rem, 1.8fr)",
        label: t("result"),
        card: "wide",
        cell: (build) => <ResultOf build={build} />,
      },
      {
        id: "actions",
        track: "6rem",
        label: "",
        hiddenLabel: t("actions"),
        card: "end",
        cell: actions,
      },
    ],
    [t, actions],
  );
}

function TemplateOf({ build }: { readonly build: BuildListItem }) {
  const t = useTranslations("builds.row");
  const { regionId, templateId, templateName: name, id } = build;
  if (build.isPast) return <TemplateCell name={name} id={id} note={t("past")} />;
  return <TemplateCell name={name} id={id} href={paths.template(regionId, templateId)} />;
}

function StatusOf({ build }: { readonly build: BuildListItem }) {
  return (
    <div className="flex min-w-0 flex-col items-start justify-center">
      <StatusBadge status={build.status} />
      {isFinished(build.status) || build.isPast ? null : <PhaseBar status={build.status} />}
    </div>
  );
}

/** A running build shows how long it runs; a finished one how long it took as far as ECS's times tell. */
function Took({ build }: { readonly build: BuildListItem }) {
  if (!isFinished(build.status)) {
    if (build.isPast) return <span aria-hidden>—</span>;
    return <RelativeTime at={build.startedAt} style="elapsed" className="text-ink-2" />;
  }
  const ms = build.modifiedAt === null ? null : Date.parse(build.modifiedAt) - Date.parse(build.startedAt);
  if (ms === null || !(ms > 0)) return <span aria-hidden>—</span>;
  return <Duration ms={ms} />;
}

function ResultOf({ build }: { readonly build: BuildListItem }) {
  const text = build.imageId ?? ([build.errorCode, build.message].filter(Boolean).join(" · ") || null);
  if (text === null) return <span aria-hidden>—</span>;
  return (
    <Hint text={text} whenTruncated>
      <span className={`block truncate text-ink-2 text-sm ${build.imageId ? "font-mono" : ""}`}>{text}</span>
    </Hint>
  );
}
