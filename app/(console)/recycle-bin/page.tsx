import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BinScreen } from "@/components/recycle-bin/bin-screen";
import { ClientMessages } from "@/components/shell/client-messages";
import { MalformedAddress } from "@/components/shell/malformed-address";
import { binListText, parseBinQuery } from "@/lib/contracts/bin-query";
import { isAppError } from "@/lib/domain/app-error";
import { paths } from "@/lib/paths";
import { runPage } from "@/lib/server/run-page";
import { listRecycleBin } from "@/lib/server/services/recycle-bin/list";
import { readOverview } from "@/lib/server/services/templates/overview";

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recycleBin"))("title") };
}

export default async function RecycleBinPage({ searchParams }: Props) {
  const given = Object.entries(await searchParams).flatMap(([name, value]): [string, string][] =>
    [value ?? []]
      .flat()
      .slice(0, 1)
      .map((each) => [name, each]),
  );
  const text = binListText(new URLSearchParams(given));
  const loaded = await runPage(async (ctx) => {
    try {
      const query = parseBinQuery(new URLSearchParams(text));
      // The overview's change number comes first: what changes while the rows are read is told again.
      const overview = await readOverview(ctx);
      const first = await listRecycleBin(ctx, query);
      return { overview, first, role: ctx.actor.kind === "member" ? ctx.actor.role : "viewer" } as const;
    } catch (error) {
      if (isAppError(error, "invalid-input")) return { malformed: error.params.parameter ?? "" };
      throw error;
    }
  });
  if ("malformed" in loaded) {
    const t = await getTranslations("recycleBin");
    return <MalformedAddress title={t("title")} parameter={loaded.malformed} back={paths.recycleBin()} />;
  }
  return (
    <ClientMessages namespaces={["status", "recycleBin", "templates"]}>
      <BinScreen text={text} {...loaded} />
    </ClientMessages>
  );
}
