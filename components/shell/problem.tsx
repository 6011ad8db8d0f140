import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { paths } from "@/lib/paths";
import { PageHeader } from "./page-header";

/** A page that says why there is nothing else, with a way out. */
export function Problem({ kind }: { readonly kind: "notFound" | "forbidden" }) {
  const t = useTranslations("problem");
  return (
    <div className="flex flex-col gap-3">
      <PageHeader title={t(`${kind}.title`)} about={t(`${kind}.about`)} />
      <p>
        <Link href={paths.home()} prefetch={false} className={buttonClass()}>
          {t("home")}
        </Link>
      </p>
    </div>
  );
}
