"use client";

import { LogOut } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Popover } from "@/components/ui/popover";
import type { Role } from "@/lib/domain/roles";
import type { Theme } from "@/lib/i18n/theme";
import { paths } from "@/lib/paths";
import { LanguageChoice, ThemeChoice } from "./preferences";

const ROW =
  "flex h-8 w-full items-center gap-2 rounded-sm px-2 text-left font-medium text-ink-2 hover:bg-sunken hover:text-ink";

type UserMenuProps = { readonly name: string; readonly role: Role; readonly theme: Theme | null };

/** Who is signed in, theme, language, account, sign out; opens and works before hydration. */
export function UserMenu({ name, role, theme }: UserMenuProps) {
  const t = useTranslations("shell");
  return (
    <Popover
      label={t("account")}
      triggerLabel={t("userMenu", { initials: initials(name), name })}
      triggerClass="inline-flex size-8 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent text-xs hover:ring-2 hover:ring-line-strong"
      trigger={initials(name)}
      align="end"
      className="w-64"
    >
      <div className="flex flex-col gap-2">
        <div className="px-2 pt-1.5">
          <p className="truncate font-semibold">{name}</p>
          <p className="text-ink-2 text-sm">{t(`roles.${role}`)}</p>
        </div>
        <ThemeChoice theme={theme} />
        <LanguageChoice />
        <div className="border-line border-t pt-1.5">
          <Link href={paths.account()} prefetch={false} className={ROW}>
            {t("account")}
          </Link>
          <form method="post" action={paths.api.signOut()}>
            <button type="submit" className={ROW}>
              <LogOut aria-hidden className="size-4" />
              {t("signOut")}
            </button>
          </form>
        </div>
      </div>
    </Popover>
  );
}

/** Two letters of a name: `lin.wei` is LW, `operator@demo` is OP. */
function initials(name: string): string {
  const [local = ""] = name.split("@");
  const [first = "", second] = local.split(/[._\s-]+/).filter(Boolean);
  const letters = second ? first.slice(0, 1) + second.slice(0, 1) : first.slice(0, 2);
  return letters.toUpperCase();
}
