import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { SessionList } from "@/components/account/session-list";
import { ClientMessages } from "@/components/shell/client-messages";
import { PageHeader } from "@/components/shell/page-header";
import { LanguageChoice, ThemeChoice } from "@/components/shell/preferences";
import { Section, SectionRow } from "@/components/shell/section";
import { isTheme, THEME_COOKIE } from "@/lib/i18n/theme";
import { runPage } from "@/lib/server/run-page";
import { listSessions } from "@/lib/server/services/sessions/list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage() {
  const { actor, sessions } = await runPage(async (ctx) => ({
    actor: ctx.actor,
    sessions: await listSessions(ctx),
  }));
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  const t = await getTranslations("account");
  const shell = await getTranslations("shell");
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <Section title={t("who")}>
        <SectionRow label={t("name")}>
          <span className="font-medium wrap-anywhere">{actor.name}</span>
        </SectionRow>
        {actor.kind === "member" ? (
          <SectionRow label={t("role")}>
            <p className="font-medium">{shell(`roles.${actor.role}`)}</p>
            <p className="text-ink-2">{t(`may.${actor.role}`)}</p>
          </SectionRow>
        ) : null}
      </Section>
      <Section title={t("looks")}>
        <SectionRow label={shell("theme.label")}>
          <div className="max-w-72">
            <ThemeChoice theme={isTheme(theme) ? theme : null} />
          </div>
        </SectionRow>
        <SectionRow label={shell("language.label")}>
          <div className="max-w-72">
            <LanguageChoice />
          </div>
        </SectionRow>
      </Section>
      <Section title={t("sessions.title")}>
        <ClientMessages namespaces={["account"]}>
          <SessionList sessions={sessions} />
        </ClientMessages>
      </Section>
    </>
  );
}
