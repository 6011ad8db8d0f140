import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BuildsScreen } from "@/components/builds/builds-screen";
import { ClientMessages } from "@/components/shell/client-messages";
import { MalformedAddress } from "@/components/shell/malformed-address";
import { buildListText, parseBuildQuery } from "@/lib/contracts/build-query";
import { isAppError } from "@/lib/domain/app-error";
import { paths } from "@/lib/paths";
import { runPage } from "@/lib/server/run-page";
import { listBuilds } from "@/lib/server/services/builds/list";
import { readOverview } from "@/lib/server/services/templates/overview";

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("builds"))("title") };
}

export default async function BuildsPage({ searchParams }: Props) {
  const given = Object.entries(await searchParams).flatMap(([name, value]): [string, string][] =>
    [value ?? []]
      .flat()
      .slice(0, 1)
      .map((each) => [name, each]),
  );
  const text = buildListText(new URLSearchParams(given));
  const loaded = await runPage(async (ctx) => {
    try {
      const query = parseBuildQuery(new URLSearchParams(text));
      const overview = await readOverview(ctx);
      const first = await listBuilds(ctx, query);
      return { overview, first, role: ctx.actor.kind === "member" ? ctx.actor.role : "viewer" } as const;
    } catch (error) {
      if (isAppError(error, "invalid-input")) return { malformed: error.params.parameter ?? "" };
      throw error;
    }
  });
  if ("malformed" in loaded) {
    const t = await getTranslations("builds");
    return <MalformedAddress title={t("title")} parameter={loaded.malformed} back={paths.builds()} />;
  }
  return (
    <ClientMessages namespaces={["status", "builds", "templates"]}>
      <BuildsScreen text={text} {...loaded} />
    </ClientMessages>
  );
}
