import { ChartGantt } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { paths } from "@/lib/paths";

/** Leads from the log to the picture of its blocked deletes. */
export function BlockedLink() {
  const t = useTranslations("blocked");
  return (
    <Link href={paths.auditBlocked()} prefetch={false} className={buttonClass()}>
      <ChartGantt aria-hidden className="size-4" />
      {t("link")}
    </Link>
  );
}
