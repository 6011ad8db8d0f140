import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { paths } from "@/lib/paths";

/** The address asks for a list in a way that no list has; nothing was read. */
export function MalformedList({ parameter }: { readonly parameter: string }) {
  const t = useTranslations("templates");
  return (
    <>
      <h1 className="font-semibold text-xl">{t("title")}</h1>
      <div role="alert" className="flex flex-col items-start gap-3 rounded-lg bg-bad-soft p-4">
        <p className="font-semibold">{t("malformed.title")}</p>
        <p>{t("malformed.text", { parameter })}</p>
        <Link href={paths.templates()} className={buttonClass()}>
          {t("filters.clear")}
        </Link>
      </div>
    </>
  );
}
