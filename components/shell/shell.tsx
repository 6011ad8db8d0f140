import { Menu } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Popover } from "@/components/ui/popover";
import type { Role } from "@/lib/domain/roles";
import { may } from "@/lib/domain/roles";
import type { Theme } from "@/lib/i18n/theme";
import { Breadcrumb } from "./breadcrumb";
import { EndpointCard, type EndpointFacts } from "./endpoint-card";
import { Logo } from "./logo";
import { NavLinks, type NavPage } from "./nav-links";
import { UserMenu } from "./user-menu";

type ShellProps = {
  readonly actor: { readonly name: string; readonly role: Role };
  readonly theme: Theme | null;
  readonly endpoint: EndpointFacts;
  readonly children: ReactNode;
};

/** What stands around every page of the console: navigation, where one is, who one is. One `main`; the page brings its h1. */
export function Shell({ actor, theme, endpoint, children }: ShellProps) {
  const t = useTranslations("shell");
  const pages: NavPage[] = [
    "templates",
    "builds",
    "queue",
    "recycleBin",
    ...(may(actor.role, "audit.read") ? (["audit"] as const) : []),
    ...(may(actor.role, "settings") ? (["members", "regions"] as const) : []),
    "account",
  ];
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14rem_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="-translate-y-16 fixed top-2 left-2 z-50 rounded-sm bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-3 border-line border-r bg-sunken p-2.5 lg:flex print:hidden">
        <Brand />
        <NavLinks pages={pages} />
        <div className="mt-auto">
          <EndpointCard facts={endpoint} />
        </div>
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-20 flex h-13 items-center gap-3 border-line border-b bg-surface px-4 lg:px-6 print:hidden">
          <div className="lg:hidden">
            <Popover
              label={t("mainNav")}
              triggerLabel={t("openMenu")}
              triggerClass="inline-flex size-8 items-center justify-center rounded-sm text-ink-2 hover:bg-sunken"
              trigger={<Menu aria-hidden className="size-5" />}
              className="w-64"
            >
              <div className="flex flex-col gap-3">
                <Brand />
                <NavLinks pages={pages} />
                <EndpointCard facts={endpoint} />
              </div>
            </Popover>
          </div>
          <Breadcrumb />
          <div className="ml-auto">
            <UserMenu name={actor.name} role={actor.role} theme={theme} />
          </div>
        </header>
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col gap-3.5 px-4 py-5 lg:px-6">
          {children}
        </main>
      </div>
    </div>
  );
}

function Brand() {
  const t = useTranslations("shell");
  return (
    <p className="flex h-9 items-center gap-2.5 px-2 font-semibold text-[0.9375rem]">
      <Logo />
      {t("product")}
    </p>
  );
}
