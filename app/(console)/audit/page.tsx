import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditEmpty } from "@/components/audit/audit-empty";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditLog } from "@/components/audit/audit-log";
import { BlockedLink } from "@/components/audit/blocked-link";
import { ExportLinks } from "@/components/audit/export-links";
import { readAuditUrl } from "@/components/audit/read-audit-url";
import { ClientMessages } from "@/components/shell/client-messages";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/lib/domain/roles";
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
  return (
    <ClientMessages namespaces={["audit"]}>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={
          <>
            <BlockedLink />
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
