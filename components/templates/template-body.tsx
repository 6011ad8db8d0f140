"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TemplateDetail } from "@/lib/contracts/template";
import { BuildsTable } from "./builds-table";
import { ContentView, DefinitionView } from "./definition-view";
import { DELETION_CELL, DeletionState } from "./deletion-state";
import { BUILD_CELL, LatestBuild } from "./latest-build";
import { RestoredFrom } from "./restored-from";
import { BUTTONS_CELL, RowButtons } from "./row-buttons";

// Not looked at by most who open the page.
const AsCode = dynamic(() => import("./as-code").then((loaded) => loaded.AsCode));

type TemplateBodyProps = {
  readonly detail: TemplateDetail;
  /** It left ECS while the page was open: its buttons go, what is known of it stays. */
  readonly gone: boolean;
  readonly problem: ReactNode;
};

export function TemplateBody({ detail, gone, problem }: TemplateBodyProps) {
  const t = useTranslations("template");
  const { item, definition, builds } = detail;
  const content = textOf(definition.BuildContent);
  const test = textOf(definition.TestContent);
  return (
    <>
      {gone ? null : (
        <section
          aria-label={t("state")}
          data-template-id={item.id}
          data-region-id={item.regionId}
          className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4"
        >
          <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
            <div className={BUILD_CELL}>
              <LatestBuild item={item} alwaysChecked />
            </div>
            <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
              <div className={DELETION_CELL}>
                <DeletionState item={item} />
              </div>
              <div className={BUTTONS_CELL}>
                <RowButtons item={item} />
              </div>
            </div>
          </div>
          {problem}
        </section>
      )}
      <Section title={t("facts")}>
        <Facts detail={detail} />
      </Section>
      <Section title={t("definition")}>
        <DefinitionView definition={definition} />
      </Section>
      <Section title={t("buildContent")}>
        {content === "" ? (
          <p className="text-ink-2">{t("noBuildContent")}</p>
        ) : (
          <ContentView text={content} label={t("buildContent")} />
        )}
      </Section>
      {test === "" ? null : (
        <Section title={t("testContent")}>
          <ContentView text={test} label={t("testContent")} />
        </Section>
      )}
      <Section title={t("asCode.title")}>
        <AsCode detail={detail} />
      </Section>
      <Section title={t("builds")}>
        {builds.length > 0 ? (
          <BuildsTable builds={builds} label={t("buildsCount", { count: builds.length })} />
        ) : (
          <p className="text-ink-2">{t(item.asOf === null ? "notRead" : "neverBuilt")}</p>
        )}
      </Section>
      {detail.restoredFrom === null ? null : (
        <Section title={t("restored.title")}>
          <RestoredFrom origin={detail.restoredFrom} />
        </Section>
      )}
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h2 className="font-semibold text-lg">{title}</h2>
      {children}
    </section>
  );
}

function Facts({ detail }: { readonly detail: TemplateDetail }) {
  const t = useTranslations("template");
  const { item } = detail;
  const tags = item.tags.map(({ key, value }) => (value === "" ? key : `${key}=${value}`)).join(", ");
  return (
    <dl className="grid grid-cols-[minmax(0,9rem)_minmax(0,1fr)] gap-x-4 gap-y-1.5 wrap-anywhere">
      <dt className="text-ink-2">{t("id")}</dt>
      <dd className="font-mono text-sm">{item.id}</dd>
      <dt className="text-ink-2">{t("region")}</dt>
      <dd>{item.regionId}</dd>
      <dt className="text-ink-2">{t("created")}</dt>
      <dd>
        <RelativeTime at={detail.createdAt} />
      </dd>
      <dt className="text-ink-2">{t("description")}</dt>
      <dd>
        <bdi>{detail.description ?? t("none")}</bdi>
      </dd>
      <dt className="text-ink-2">{t("resourceGroup")}</dt>
      <dd className="font-mono text-sm">{detail.resourceGroupId ?? t("none")}</dd>
      <dt className="text-ink-2">{t("tags")}</dt>
      <dd className="font-mono text-sm">
        <bdi>{tags === "" ? t("none") : tags}</bdi>
      </dd>
    </dl>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
