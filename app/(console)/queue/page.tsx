import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { QueueScreen } from "@/components/queue/queue-screen";
import { ClientMessages } from "@/components/shell/client-messages";
import { runPage } from "@/lib/server/run-page";
import { listQueued } from "@/lib/server/services/templates/list-queued";
import { readOverview } from "@/lib/server/services/templates/overview";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("queue"))("title") };
}

export default async function QueuePage() {
  const loaded = await runPage(async (ctx) => {
    const overview = await readOverview(ctx);
    const first = await listQueued(ctx, { limit: 500, cursor: null });
    return { overview, first, role: ctx.actor.kind === "member" ? ctx.actor.role : "viewer" } as const;
  });
  return (
    <ClientMessages namespaces={["status", "templates", "queue"]}>
      <QueueScreen {...loaded} />
    </ClientMessages>
  );
}
