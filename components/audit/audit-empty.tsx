import { SearchX, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { paths } from "@/lib/paths";

/** Nothing to show: because nothing happened yet, or because nothing matches. */
export function AuditEmpty({ isFiltered }: { readonly isFiltered: boolean }) {
  const t = useTranslations("audit.empty");
  const Icon = isFiltered ? SearchX : ShieldCheck;
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-line bg-surface px-6 py-12 text-center">
      <Icon aria-hidden className="size-6 text-ink-3" />
      <h2 className="font-semibold">{t(isFiltered ? "noMatch" : "nothing")}</h2>
      <p className="max-w-md text-ink-2">{t(isFiltered ? "noMatchAbout" : "nothingAbout")}</p>
      {isFiltered ? (
        <Link href={paths.audit()} prefetch={false} className={buttonClass()}>
          {t("clear")}
        </Link>
      ) : null}
    </div>
  );
}
