import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RegionsScreen } from "@/components/settings/regions/regions-screen";
import { ClientMessages } from "@/components/shell/client-messages";
import { PageHeader } from "@/components/shell/page-header";
import { runPage } from "@/lib/server/run-page";
import { readRegionList } from "@/lib/server/services/regions/list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("regions"))("title") };
}

export default async function RegionsPage() {
  const list = await runPage(readRegionList);
  const t = await getTranslations("regions");
  return (
    <ClientMessages namespaces={["regions", "errors"]}>
      <PageHeader title={t("title")} about={t("about")} />
      <RegionsScreen list={list} />
    </ClientMessages>
  );
}
