"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { PageHeader } from "./page-header";

type FailedPageProps = { readonly digest: string | undefined; readonly onRetry: () => void };

/** A page whose data could not be read: never an empty page that looks as if there were nothing. */
export function FailedPage({ digest, onRetry }: FailedPageProps) {
  const t = useTranslations("problem.failed");
  const ui = useTranslations("ui");
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="max-w-2xl">
        <ErrorCallout
          error={{ code: "internal", ...(digest ? { errorId: digest } : {}) }}
          effect={t("effect")}
          action={<Button onClick={onRetry}>{ui("retry")}</Button>}
        />
      </div>
    </>
  );
}
