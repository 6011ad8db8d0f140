"use client";

import {
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  Hourglass,
  LoaderCircle,
  Lock,
  type LucideIcon,
} from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { memo } from "react";
import { useStatusWord } from "@/components/shell/build-status";
import { useZone } from "@/components/ui/clock";
import type { BulkDetail } from "@/lib/contracts/bulk";
import type { BulkResult, BulkWish } from "@/lib/domain/bulk";
import type { Line } from "./lines";

const LOOKS: Readonly<Record<BulkResult | "queued", readonly [LucideIcon, string]>> = {
  waiting: [Clock, "text-ink-2"],
  deleting: [LoaderCircle, "text-run"],
  deleted: [CircleCheck, "text-ok"],
  blocked: [Lock, "text-run"],
  queued: [Hourglass, "text-accent"],
  failed: [CircleX, "text-bad"],
  unknown: [CircleHelp, "text-warn"],
};

/** What errors.* texts may ask for; they say something sensible of "none". */
const NO_PARAMS = { parameter: "none", state: "none", record: "none" };

type LineRowProps = { readonly line: Line; readonly isPlan: boolean; readonly wish: BulkWish };

/** One template: who it is, how far it is, and why not, where there is a why. */
function LineRowInner({ line, isPlan, wish }: LineRowProps) {
  const t = useTranslations("bulk");
  const word = line.detail?.queued ? "queued" : line.result;
  const [Icon, colour] = LOOKS[word];
  return (
    <li
      data-template-id={line.templateId}
      data-region-id={line.regionId}
      data-result={line.result}
      data-queued={line.detail?.queued ? "" : undefined}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 border-line border-b px-3 py-1.5 last:border-b-0"
      style={{ contentVisibility: "auto", containIntrinsicSize: "auto 3.25rem" }}
    >
      <div className="flex min-w-0 flex-col">
        <bdi className="truncate font-medium">{line.name}</bdi>
        <span className="truncate font-mono text-ink-2 text-xs">
          {line.templateId} · {line.regionId}
        </span>
      </div>
      {isPlan && line.result === "waiting" ? null : (
        <span className={`flex items-center gap-1.5 text-sm ${colour}`}>
          <Icon aria-hidden className="size-3.5 shrink-0" />
          {t(`${wish === "queue" && !isPlan ? "queueResult" : "result"}.${word}`)}
        </span>
      )}
      <Why line={line} />
    </li>
  );
}

/** Draws again only when its own template changes: there may be five hundred. */
export const LineRow = memo(LineRowInner);

function Why({ line }: { readonly line: Line }) {
  const t = useTranslations("bulk.why");
  const errors = useTranslations("errors");
  const word = useStatusWord();
  const format = useFormatter();
  const timeZone = useZone();
  const { detail, result } = line;
  if (detail === null) return null;
  const { reason, build, error, settled, recordPending, queued } = detail;
  const words: string[] = [];
  if (queued) {
    const until = format.dateTime(new Date(queued.until), {
      timeZone,
      dateStyle: "medium",
      timeStyle: "short",
    });
    words.push(t(queued.isNew ? "queued" : "queuedBefore", { name: queued.by, until }));
  } else if (detail.deletableNow) {
    words.push(t("deletableNow"));
  } else if (result === "blocked" && reason) {
    const said = line.isChecking ? t("checking") : t(reason);
    words.push(build ? t("build", { reason: said, status: word(build.status) }) : said);
  } else if (error) {
    words.push(errors(`${error.code}.cause`, { ...NO_PARAMS, ...error.params }));
  }
  if (settled) words.push(t(result === "deleted" ? "settledGone" : "settledPresent"));
  if (recordPending) words.push(t("pending"));
  const facts = factsOf(detail);
  if (words.length === 0 && facts === "") return null;
  return (
    <div className="col-span-2 min-w-0 text-ink-2 text-sm wrap-anywhere">
      {words.length > 0 ? <p>{words.join(" ")}</p> : null}
      {facts ? <p className="font-mono text-xs">{facts}</p> : null}
    </div>
  );
}

/** For support: the build that blocks, and of ECS's answer the HTTP status, code and request ID there are. */
function factsOf({ build, error }: BulkDetail): string {
  const { httpStatus, code, requestId } = error?.ecs ?? {};
  return [build?.id, httpStatus, code, requestId].filter((part) => part !== undefined).join(" · ");
}
