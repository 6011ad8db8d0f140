// biome-ignore-all lint/a11y/noNoninteractiveTabindex: keyboards scroll it
// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is no scroll container
"use client";

import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/shell/build-status";
import { PhaseBar } from "@/components/shell/phase-bar";
import { RelativeTime } from "@/components/ui/relative-time";
import type { BuildItem } from "@/lib/contracts/template";
import { isFinished } from "@/lib/domain/build-status";

/** A template's builds, newest first; what ECS says of a failure stands in full. */
export function BuildsTable({
  builds,
  label,
}: {
  readonly builds: readonly BuildItem[];
  readonly label: string;
}) {
  const t = useTranslations("template.columns");
  return (
    <div
      role="group"
      aria-label={label}
      tabIndex={0}
      className="max-h-[40rem] overflow-auto rounded-lg border border-line bg-surface"
    >
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{label}</caption>
        <thead className="sticky top-0 bg-sunken text-ink-2 text-sm">
          <tr>
            <Head>{t("build")}</Head>
            <Head>{t("status")}</Head>
            <Head>{t("started")}</Head>
            <Head>{t("image")}</Head>
            <Head>{t("message")}</Head>
          </tr>
        </thead>
        <tbody>
          {builds.map((build) => (
            <BuildRow key={build.id} build={build} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ children }: { readonly children: string }) {
  return (
    <th scope="col" className="whitespace-nowrap px-4 py-2 font-medium">
      {children}
    </th>
  );
}

function BuildRow({ build }: { readonly build: BuildItem }) {
  const running = !isFinished(build.status);
  const said = [build.errorCode, build.errorInfo, build.message].filter(
    (part) => part !== null && part !== "",
  );
  return (
    <tr data-build-id={build.id} className="border-line border-t align-top">
      <th scope="row" className="px-4 py-2.5 font-mono font-normal text-sm">
        {build.id}
      </th>
      <td className="min-w-40 px-4 py-2.5">
        <StatusBadge status={build.status} />
        {running ? <PhaseBar status={build.status} /> : null}
      </td>
      <td className="whitespace-nowrap px-4 py-2.5 text-ink-2">
        <RelativeTime at={build.startedAt} style={running ? "elapsed" : "ago"} />
      </td>
      <td className="px-4 py-2.5 font-mono text-ink-2 text-sm">{build.imageId ?? "—"}</td>
      <td className="min-w-48 px-4 py-2.5 text-ink-2 wrap-anywhere">
        {said.length > 0 ? [...new Set(said)].join(" · ") : "—"}
      </td>
    </tr>
  );
}
