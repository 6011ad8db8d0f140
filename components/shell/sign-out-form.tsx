import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { paths } from "@/lib/paths";

/** Ends the session by a plain form, so it works before hydration too. */
export function SignOutForm() {
  const t = useTranslations("shell");
  return (
    <form method="post" action={paths.api.signOut()}>
      <button type="submit" className={buttonClass()}>
        <LogOut aria-hidden className="size-4" />
        {t("signOut")}
      </button>
    </form>
  );
}
