import type { Metadata } from "next";
import { ClientMessages } from "@/components/shell/client-messages";
import { TemplateScreen } from "@/components/templates/template-screen";
import { runPage } from "@/lib/server/run-page";
import { readTemplateDetail } from "@/lib/server/services/templates/detail";
import { readOverview } from "@/lib/server/services/templates/overview";

type Props = { readonly params: Promise<{ regionId: string; templateId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).templateId };
}

export default async function TemplatePage({ params }: Props) {
  const ref = await params;
  const { detail, collecting, role } = await runPage(async (ctx) => ({
    detail: await readTemplateDetail(ctx, ref),
    collecting: (await readOverview(ctx)).collecting,
    role: ctx.actor.kind === "member" ? ctx.actor.role : ("viewer" as const),
  }));
  return (
    <ClientMessages namespaces={["status", "templates", "template", "deletion"]}>
      <TemplateScreen detail={detail} collecting={collecting} role={role} />
    </ClientMessages>
  );
}
