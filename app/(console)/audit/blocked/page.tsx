import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BlockedFilters } from "@/components/audit/blocked/blocked-filters";
import { BlockedScreen } from "@/components/audit/blocked/blocked-screen";
import { ExportLinks } from "@/components/audit/export-links";
import { ClientMessages } from "@/components/shell/client-messages";
import { MalformedAddress } from "@/components/shell/malformed-address";
import { PageHeader } from "@/components/shell/page-header";
import { blockedQueryText, parseBlockedQuery } from "@/lib/contracts/audit-blocked";
import { isAppError } from "@/lib/domain/app-error";
import { may } from "@/lib/domain/roles";
import { paths } from "@/lib/paths";
import { runPage } from "@/lib/server/run-page";
import { readBlockedDeletes } from "@/lib/server/services/audit/blocked";
import { listBlockedEvents } from "@/lib/server/services/audit/blocked-events";
import { readOverview } from "@/lib/server/services/templates/overview";

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("blocked"))("title") };
}

export default async function BlockedDeletesPage({ searchParams }: Props) {
  const given = Object.entries(await searchParams).flatMap(([name, value]): [string, string][] =>
    [value ?? []]
      .flat()
      .slice(0, 1)
      .map((each) => [name, each]),
  );
  const loaded = await runPage(
    async (ctx) => {
      try {
        const query = parseBlockedQuery(new URLSearchParams(given));
        const picture = await readBlockedDeletes(ctx, query);
        const first = await listBlockedEvents(ctx, query, { limit: 100, cursor: null });
        const { regions } = await readOverview(ctx);
        const mayExport = ctx.actor.kind === "member" && may(ctx.actor.role, "audit.export");
        return { query, picture, first, mayExport, regions: regions.map(({ regionId }) => regionId) };
      } catch (error) {
        if (isAppError(error, "invalid-input")) return { malformed: error.params.parameter ?? "" };
        throw error;
      }
    },
    { permission: "audit.read" },
  );
  const t = await getTranslations("blocked");
  if ("malformed" in loaded) {
    return <MalformedAddress title={t("title")} parameter={loaded.malformed} back={paths.auditBlocked()} />;
  }
  const { query, picture, first, mayExport, regions } = loaded;
  const { range: _, regionId: __, ...filter } = query;
  const exported = blockedQueryText({
    ...filter,
    range: "day",
    regionId: null,
    from: picture.from,
    to: picture.to,
  });
  const text = blockedQueryText(query);
  return (
    <ClientMessages namespaces={["audit", "blocked", "status"]}>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={
          mayExport ? (
            <div className="flex flex-wrap gap-2 print:hidden">
              <ExportLinks query={`outcome=blocked&${exported}`} />
            </div>
          ) : null
        }
      />
      <BlockedFilters key={text} query={query} regions={regions} />
      <BlockedScreen
        key={`${text} ${first.items[0]?.seq ?? 0}`}
        query={query}
        picture={picture}
        first={first}
      />
    </ClientMessages>
  );
}
