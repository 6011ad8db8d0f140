import { Eye, type LucideIcon, ScrollText, ShieldCheck, Wrench } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import type { Role } from "@/lib/domain/roles";
import { paths } from "@/lib/paths";

const ROLES: readonly (readonly [Role, LucideIcon])[] = [
  ["viewer", Eye],
  ["operator", Wrench],
  ["admin", ShieldCheck],
  ["auditor", ScrollText],
];

/** The demo's roles as a plain form, each with what it may do: a press works before any script has loaded. */
export function DemoSignIn({ next }: { readonly next: string }) {
  const t = useTranslations("signIn");
  const may = useTranslations("account.may");
  return (
    <>
      <div className="flex flex-col gap-1">
        <h1 className="font-semibold text-xl">{t("title")}</h1>
        <p className="text-ink-2">{t("demo")}</p>
      </div>
      <form method="post" action={paths.api.signIn()} className="flex flex-col gap-3.5">
        <input type="hidden" name="next" value={next} />
        {ROLES.map(([role, Icon]) => (
          <div key={role} className="flex flex-col gap-1">
            <button
              type="submit"
              name="role"
              value={role}
              aria-describedby={`may-${role}`}
              className={`${buttonClass()} w-full justify-start`}
            >
              <Icon aria-hidden className="size-4 text-ink-2" />
              {t(`as.${role}`)}
            </button>
            <p id={`may-${role}`} className="px-3 text-ink-2 text-sm">
              {may(role)}
            </p>
          </div>
        ))}
      </form>
    </>
  );
}
