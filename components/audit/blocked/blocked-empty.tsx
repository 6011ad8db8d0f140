import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { type BlockedQuery, blockedQueryText } from "@/lib/contracts/audit-blocked";
import { paths } from "@/lib/paths";

/** No delete was refused in the window; a longer one, or one without filters, is a press away. */
export function BlockedEmpty({ query }: { readonly query: BlockedQuery }) {
  const t = useTranslations("blocked.empty");
  const { range, ...filters } = query;
  const isFiltered = Object.values(filters).some((value) => value !== null);
  return (
    <figure
      aria-label={t("figure")}
      className="flex flex-col items-center gap-2 rounded-lg border border-line bg-surface px-6 py-12 text-center"
    >
      <ShieldCheck aria-hidden className="size-6 text-ink-3" />
      <h2 className="font-semibold">{t("nothing")}</h2>
      <p className="max-w-md text-ink-2">{t("about")}</p>
      <p className="flex flex-wrap justify-center gap-2">
        {range === "90days" ? null : (
          <Link
            href={paths.auditBlocked(blockedQueryText({ ...query, range: "90days", from: null, to: null }))}
            prefetch={false}
            className={buttonClass()}
          >
            {t("longer")}
          </Link>
        )}
        {isFiltered ? (
          <Link href={paths.auditBlocked()} prefetch={false} className={buttonClass()}>
            {t("clear")}
          </Link>
        ) : null}
      </p>
    </figure>
  );
}
