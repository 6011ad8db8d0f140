import Link from "next/link";
import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/shell/page-header";
import { buttonClass } from "@/components/ui/button";
import { paths } from "@/lib/paths";

export default function UnauthorizedPage() {
  const t = useTranslations("edges.unauthorized");
  return (
    <main className="mx-auto w-full max-w-2xl px-6 py-16">
      <PageHeader title={t("title")} about={t("text")} />
      <p>
        <Link href={paths.signIn()} prefetch={false} className={buttonClass("primary")}>
          {t("signIn")}
        </Link>
      </p>
    </main>
  );
}
