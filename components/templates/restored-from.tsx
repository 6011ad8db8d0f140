"use client";

import { useTranslations } from "next-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TemplateDetail } from "@/lib/contracts/template";
import { BuildsTable } from "./builds-table";

type RestoredFromProps = { readonly origin: NonNullable<TemplateDetail["restoredFrom"]> };

/** Which deleted template this one was, and the builds that only this console still knows. */
export function RestoredFrom({ origin }: RestoredFromProps) {
  const t = useTranslations("template.restored");
  const builds = t("builds", { count: origin.builds.length });
  return (
    <>
      <p>
        {t.rich("from", {
          id: () => <span className="font-mono text-sm">{origin.templateId}</span>,
          time: () => <RelativeTime at={origin.goneAt} />,
        })}
      </p>
      <p className="text-ink-2">{builds}</p>
      {origin.builds.length > 0 ? <BuildsTable builds={origin.builds} label={builds} /> : null}
    </>
  );
}
