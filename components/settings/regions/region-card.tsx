import { CircleCheck, CirclePause, CircleX, Hourglass } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useChange } from "@/components/shell/use-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { RelativeTime } from "@/components/ui/relative-time";
import { Spinner } from "@/components/ui/spinner";
import type { RegionItem } from "@/lib/contracts/regions";
import { APP_ERROR_CODES } from "@/lib/domain/app-error";
import { requestRegionSwitch } from "@/lib/queries/region-actions";
import { NextTry } from "./next-try";
import { RateRow } from "./rate-row";

type RegionCardProps = {
  readonly region: RegionItem;
  /** Calls a minute that an operation never exceeds: the plots' common height. */
  readonly budget: number;
};

/** One region: its state, ages, failure and next try, its switch, and the calls of the last hour. */
export function RegionCard({ region, budget }: RegionCardProps) {
  const t = useTranslations("regions");
  const cause = useTranslations("errors");
  const { isBusy, problem, send } = useChange();
  const { regionId } = region;
  const enabled = region.disabled === null;
  const code = APP_ERROR_CODES.find((known) => known === region.error?.code) ?? "internal";
  const toggle = () =>
    send(
      () => requestRegionSwitch({ regionId, enabled: !enabled }),
      t(enabled ? "disabledNow" : "enabledNow", { region: regionId }),
    );

  return (
    <li data-region-id={regionId} className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-sunken px-4 py-2.5">
        <h2 className="font-semibold">{regionId}</h2>
        <StateBadge region={region} />
        <Button
          className="ml-auto"
          aria-label={t(enabled ? "disable" : "enable", { region: regionId })}
          aria-busy={isBusy || undefined}
          icon={isBusy ? <Spinner /> : undefined}
          onClick={() => void toggle()}
        >
          {t(enabled ? "disableShort" : "enableShort")}
        </Button>
      </div>
      <div className="flex flex-col gap-3 px-4 py-3">
        <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
          <Fact word={t("templates")}>{region.templateCount}</Fact>
          <Fact word={t("listed")}>
            {region.listedAt === null ? t("never") : <RelativeTime at={region.listedAt} />}
          </Fact>
          <Fact word={t("oldest")}>
            {region.oldestAsOf === null ? t("notYet") : <RelativeTime at={region.oldestAsOf} />}
          </Fact>
          {region.nextTryAt === null ? null : (
            <Fact word={t("nextTry")}>
              <NextTry at={region.nextTryAt} />
            </Fact>
          )}
        </dl>
        {region.disabled === null ? null : (
          <p className="text-sm">
            {t("disabledBy", { actor: region.disabled.by })} <RelativeTime at={region.disabled.at} />.{" "}
            {t("disabledMeans")}
          </p>
        )}
        {region.error === null ? null : (
          <p className="text-sm">
            <strong className="font-semibold text-bad">{t("failing")}</strong>{" "}
            <RelativeTime at={region.error.since} />. {cause(`${code}.cause`, {})}
          </p>
        )}
        {problem ? <ErrorCallout error={problem} effect={t("notChanged")} /> : null}
        {region.lines.length === 0 ? (
          <p className="text-ink-2 text-sm">{t("noCalls")}</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {region.lines.map((line) => (
              <RateRow key={line.action} line={line} regionId={regionId} most={budget} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function StateBadge({ region }: { readonly region: RegionItem }) {
  const t = useTranslations("regions.state");
  if (region.disabled !== null)
    return (
      <Badge tone="off" icon={<CirclePause aria-hidden className="size-3.5" />}>
        {t("off")}
      </Badge>
    );
  if (region.error !== null)
    return (
      <Badge tone="bad" icon={<CircleX aria-hidden className="size-3.5" />}>
        {t("failing")}
      </Badge>
    );
  if (region.listedAt === null)
    return (
      <Badge tone="run" icon={<Hourglass aria-hidden className="size-3.5" />}>
        {t("waiting")}
      </Badge>
    );
  return (
    <Badge tone="ok" icon={<CircleCheck aria-hidden className="size-3.5" />}>
      {t("reading")}
    </Badge>
  );
}

function Fact({ word, children }: { readonly word: string; readonly children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-2">{word}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}
