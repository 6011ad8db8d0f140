import { ChartGantt } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AuditEmpty } from "@/components/audit/audit-empty";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditLog } from "@/components/audit/audit-log";
import { ExportLinks } from "@/components/audit/export-links";
import { readAuditUrl } from "@/components/audit/read-audit-url";
import { ClientMessages } from "@/components/shell/client-messages";
import { PageHeader } from "@/components/shell/page-header";
import { buttonClass } from "@/components/ui/button";
import { may } from "@/lib/domain/roles";
import { paths } from "@/lib/paths";
import { runPage } from "@/lib/server/run-page";
import { listAudit } from "@/lib/server/services/audit/list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

type AuditPageProps = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const { filter, query, ignored } = readAuditUrl(await searchParams);
  const { first, mayExport } = await runPage(async (ctx) => ({
    first: await listAudit(ctx, { filter, limit: 100, cursor: null }),
    mayExport: ctx.actor.kind === "member" && may(ctx.actor.role, "audit.export"),
  }));
  const t = await getTranslations("audit");
  const blocked = await getTranslations("blocked");
  return (
    <ClientMessages namespaces={["audit"]}>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={
          <>
            <Link href={paths.auditBlocked()} prefetch={false} className={buttonClass()}>
              <ChartGantt aria-hidden className="size-4" />
              {blocked("link")}
            </Link>
            {mayExport ? <ExportLinks query={query} /> : null}
          </>
        }
      />
      <AuditFilters key={query} filter={filter} />
      {ignored ? (
        <p className="rounded-md bg-warn-soft px-3 py-2">{t("ignored", { parameter: ignored })}</p>
      ) : null}
      {first.items.length > 0 ? (
        <AuditLog key={`${query} ${first.items[0]?.seq}`} first={first} query={query} />
      ) : (
        <AuditEmpty isFiltered={query !== ""} />
      )}
    </ClientMessages>
  );
}
