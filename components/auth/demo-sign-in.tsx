import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { Role } from "@/lib/domain/roles";
import { paths } from "@/lib/paths";

const ORDER: readonly Role[] = ["viewer", "operator", "admin", "auditor"];

/** The demo's roles as a plain form: a press works before any script has loaded. */
export function DemoSignIn({ next }: { readonly next: string }) {
  const t = useTranslations("signIn");
  return (
    <>
      <h1 className="font-semibold text-xl">{t("title")}</h1>
      <p className="text-ink-2">{t("demo")}</p>
      <form method="post" action={paths.api.signIn()} className="flex flex-col gap-2">
        <input type="hidden" name="next" value={next} />
        {ORDER.map((role) => (
          <Button key={role} type="submit" name="role" value={role}>
            {t(`as.${role}`)}
          </Button>
        ))}
      </form>
    </>
  );
}
