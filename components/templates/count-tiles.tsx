"use client";

import { clsx } from "clsx";
import { CircleCheck, CircleX, LoaderCircle, type LucideIcon, ShieldAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { MouseEvent } from "react";
import type { TemplateCounts } from "@/lib/contracts/template";
import { RUNNING_STATUSES } from "@/lib/domain/build-status";
import { paths } from "@/lib/paths";
import type { ListUrl } from "./use-list-url";

export const RUNNING_FILTER = RUNNING_STATUSES.join(",");
export const FAILED_FILTER = "FAILED,TEST_FAILED";

type Tile = {
  readonly id: "deletable" | "building" | "failed" | "blocked";
  readonly icon: LucideIcon;
  readonly colour: string;
  readonly count: number;
  readonly href: string;
  readonly isOn: boolean;
  readonly choose: (() => void) | null;
};

/** The counts over all templates; each filters the list, a second press takes the filter away. */
export function CountTiles({ counts, url }: { readonly counts: TemplateCounts; readonly url: ListUrl }) {
  const t = useTranslations("templates.counts");
  return (
    <nav
      aria-label={t("label")}
      className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-line gap-px md:flex"
    >
      {tiles(counts, url).map((tile) => (
        <TileLink key={tile.id} tile={tile} />
      ))}
    </nav>
  );
}

function TileLink({ tile }: { readonly tile: Tile }) {
  const t = useTranslations("templates.counts");
  const format = useFormatter();
  const { icon: Icon, choose } = tile;
  const onClick = (event: MouseEvent) => {
    if (choose === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    choose();
  };
  return (
    <a
      href={tile.href}
      aria-current={tile.isOn || undefined}
      onClick={onClick}
      className={clsx(
        "flex flex-1 flex-col gap-0.5 px-4 py-2.5 -outline-offset-2 hover:bg-sunken",
        tile.isOn ? "bg-accent-soft" : "bg-surface",
      )}
    >
      <span className={clsx("flex items-center gap-2 text-sm", tile.count > 0 ? tile.colour : "text-ink-2")}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {t(tile.id)}
      </span>
      <span className="font-semibold text-xl tabular-nums">{format.number(tile.count)}</span>
    </a>
  );
}

function tiles(counts: TemplateCounts, url: ListUrl): Tile[] {
  const { query } = url;
  const status = query.statuses.join(",");
  const filter = (isOn: boolean, name: "status" | "deletable", value: string) => {
    const changes = { status: null, deletable: null, [name]: isOn ? null : value };
    return { isOn, href: url.hrefWith(changes), choose: () => url.change(changes) };
  };
  const deletable = filter(query.deletable === true, "deletable", "true");
  const building = filter(status === RUNNING_FILTER, "status", RUNNING_FILTER);
  const failed = filter(status === FAILED_FILTER, "status", FAILED_FILTER);
  const own: Tile[] = [
    { id: "deletable", icon: CircleCheck, colour: "text-ink-2", count: counts.deletable, ...deletable },
    { id: "building", icon: LoaderCircle, colour: "text-run", count: counts.building, ...building },
    { id: "failed", icon: CircleX, colour: "text-bad", count: counts.failed, ...failed },
  ];
  if (counts.blocked7d === null) return own;
  const blocked = { isOn: false, href: `${paths.audit()}?outcome=blocked`, choose: null };
  return [
    ...own,
    { id: "blocked", icon: ShieldAlert, colour: "text-warn", count: counts.blocked7d, ...blocked },
  ];
}
