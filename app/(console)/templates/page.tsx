import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { BulkDeletesLater } from "@/components/bulk/bulk-deletes-later";
import { ClientMessages } from "@/components/shell/client-messages";
import { MalformedAddress } from "@/components/shell/malformed-address";
import { TemplatesScreen } from "@/components/templates/templates-screen";
import { COLUMNS_COOKIE } from "@/lib/contracts/template-columns";
import { parseTemplateQuery } from "@/lib/contracts/template-query";
import { isAppError } from "@/lib/domain/app-error";
import { may } from "@/lib/domain/roles";
import { paths } from "@/lib/paths";
import { listText } from "@/lib/queries/list-url";
import { runPage } from "@/lib/server/run-page";
import { listOpenBulks } from "@/lib/server/services/bulk/list-open";
import { listTemplates } from "@/lib/server/services/templates/list";
import { readOverview } from "@/lib/server/services/templates/overview";

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

/** More than any window shows; the others come as someone scrolls. */
const FIRST_ROWS = 40;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("templates"))("title") };
}

export default async function TemplatesPage({ searchParams }: Props) {
  const text = listText(toParams(await searchParams));
  const loaded = await runPage(async (ctx) => {
    try {
      const query = parseTemplateQuery(new URLSearchParams(text));
      // The overview's change number comes first: what changes while the rows are read is told again.
      const overview = await readOverview(ctx);
      const first = await listTemplates(ctx, { ...query, limit: FIRST_ROWS, cursor: null, rank: 0 });
      const role = ctx.actor.kind === "member" ? ctx.actor.role : "viewer";
      const bulks = may(role, "template.write") ? await listOpenBulks(ctx) : null;
      return { overview, first, bulks, role } as const;
    } catch (error) {
      if (isAppError(error, "invalid-input")) return { malformed: error.params.parameter ?? "" };
      throw error;
    }
  });
  if ("malformed" in loaded) {
    const t = await getTranslations("templates");
    return <MalformedAddress title={t("title")} parameter={loaded.malformed} back={paths.templates()} />;
  }
  const kept = (await cookies()).get(COLUMNS_COOKIE)?.value ?? null;
  return (
    <ClientMessages namespaces={["status", "templates", "deletion", "bulk"]}>
      <TemplatesScreen
        text={text}
        {...loaded}
        columns={kept}
        bulk={loaded.bulks ? <BulkDeletesLater /> : null}
      />
    </ClientMessages>
  );
}

function toParams(given: Record<string, string | string[] | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) =>
      [value ?? []].flat().map((each): [string, string] => [name, each]),
    ),
  );
}
