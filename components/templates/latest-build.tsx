"use client";

import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/shell/build-status";
import { PhaseBar } from "@/components/shell/phase-bar";
import { useNow } from "@/components/ui/clock";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TemplateItem } from "@/lib/contracts/template";
import { isFinished } from "@/lib/domain/build-status";
import { statusOf } from "@/lib/queries/match";

/** A status older than this says so beside itself; younger ones are as fresh as a sweep makes them. */
const OLD_MS = 5 * 60_000;

/** The box that its parts stand in: a cell of the table, or one of its own. */
export const BUILD_CELL = "flex min-w-0 flex-wrap items-center gap-x-2";

type LatestBuildProps = { readonly item: TemplateItem; readonly alwaysChecked?: boolean };

/** Status of the latest build, its age or how long it runs, how far it is, and how old this knowledge is. */
export function LatestBuild({ item, alwaysChecked = false }: LatestBuildProps) {
  const build = item.latestBuild;
  const running = build !== null && !isFinished(build.status);
  return (
    <>
      <StatusBadge status={statusOf(item)} />
      {build ? (
        <RelativeTime
          at={build.startedAt}
          style={running ? "elapsed" : "ago"}
          className="text-ink-2 text-sm"
        />
      ) : (
        <span aria-hidden className="text-ink-3">
          —
        </span>
      )}
      <Checked item={item} always={alwaysChecked} />
      {running ? <PhaseBar status={build.status} /> : null}
    </>
  );
}

function Checked({ item, always }: { readonly item: TemplateItem; readonly always: boolean }) {
  const t = useTranslations("templates.row");
  const now = useNow(60_000);
  if (item.asOf === null) return null;
  const old = now - Date.parse(item.asOf) > OLD_MS;
  if (!always && !old && item.readError === null) return null;
  return (
    <span className={old || item.readError ? "truncate text-sm text-warn" : "truncate text-ink-2 text-sm"}>
      {item.readError ? t("unread") : t("checked")} <RelativeTime at={item.asOf} tabStop={false} />
    </span>
  );
}
