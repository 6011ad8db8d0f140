"use client";

import { Layers, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { Skeleton } from "@/components/ui/skeleton";
import type { RegionState } from "@/lib/contracts/template";
import { ReadError } from "@/lib/queries/fetch-json";

const SKELETON_ROWS = 8;

/** No template at all: every region was read and has none, none could be read, or they are being read. */
export function NoTemplates({ regions }: { readonly regions: readonly RegionState[] }) {
  const t = useTranslations("templates.empty");
  const listed = regions.some((region) => region.listedAt !== null);
  const failing = regions.some((region) => region.error !== null);
  const kind = listed ? "none" : failing ? "unreadable" : "notListed";
  return <Notice icon={<Layers aria-hidden className="size-6" />} title={t(kind)} text={t(`${kind}Text`)} />;
}

/** Templates there are, but none that matches. */
export function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const t = useTranslations("templates.empty");
  return (
    <Notice icon={<SearchX aria-hidden className="size-6" />} title={t("noMatch")} text={t("noMatchText")}>
      <Button onClick={onClear}>{t("clear")}</Button>
    </Notice>
  );
}

/** The list could not be read: never drawn as if there were no templates. */
export function ListFailed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useTranslations("templates.empty");
  const ui = useTranslations("ui");
  const shown = error instanceof ReadError ? error.error : ({ code: "internal" } as const);
  const silent = error instanceof ReadError && error.status === 0;
  return (
    <div className="p-4">
      <ErrorCallout
        error={shown}
        effect={t("failed")}
        {...(silent ? { cause: t("silent") } : {})}
        action={<Button onClick={onRetry}>{ui("retry")}</Button>}
      />
    </div>
  );
}

/** Only on a first visit to a list; later the old rows stay while new ones load. */
export function ListSkeleton() {
  const t = useTranslations("templates.row");
  return (
    <div className="flex flex-col">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity
        <div key={row} className="flex h-12.25 items-center gap-8 border-line border-b px-4 last:border-b-0">
          <Skeleton className="w-48" />
          <Skeleton className="w-24" />
          <Skeleton className="w-28" />
        </div>
      ))}
    </div>
  );
}

type NoticeProps = {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
};

function Notice({ icon, title, text, children }: NoticeProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-14 text-center">
      <span className="text-ink-3">{icon}</span>
      <p className="font-semibold">{title}</p>
      <p className="max-w-110 text-ink-2">{text}</p>
      {children ? <div className="mt-2">{children}</div> : null}
    </div>
  );
}
