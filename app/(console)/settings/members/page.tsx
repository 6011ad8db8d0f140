import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MembersScreen } from "@/components/settings/members-screen";
import { ClientMessages } from "@/components/shell/client-messages";
import { PageHeader } from "@/components/shell/page-header";
import { runPage } from "@/lib/server/run-page";
import { readMembers } from "@/lib/server/services/members/list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("members"))("title") };
}

export default async function MembersPage() {
  const list = await runPage(readMembers);
  const t = await getTranslations("members");
  return (
    <ClientMessages namespaces={["members"]}>
      <PageHeader title={t("title")} about={t("about")} />
      <MembersScreen list={list} />
    </ClientMessages>
  );
}
