import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { paths } from "@/lib/paths";

/** Downloads of what the filters show; only for roles that may export. */
export function ExportLinks({ query }: { readonly query: string }) {
  const t = useTranslations("audit.export");
  return (
    <>
      {(["csv", "jsonl"] as const).map((format) => (
        <a key={format} href={paths.api.auditExport(format, query)} download className={buttonClass()}>
          <Download aria-hidden className="size-4" />
          {t(format)}
        </a>
      ))}
    </>
  );
}
