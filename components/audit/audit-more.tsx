import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { Spinner } from "@/components/ui/spinner";
import type { ErrorDto } from "@/lib/contracts/error";

type AuditMoreProps = {
  /** Events that are shown. */
  readonly count: number;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly error: ErrorDto | null;
  readonly onMore: () => void;
};

/** The foot of a table of audit events: how many there are, and older ones on demand. */
export function AuditMore({ count, hasMore, isLoading, error, onMore }: AuditMoreProps) {
  const t = useTranslations("audit");
  const ui = useTranslations("ui");
  return (
    <div className="flex flex-col gap-3 border-line border-t bg-sunken px-4 py-2.5">
      {error ? (
        <ErrorCallout
          error={error}
          effect={t("moreFailed")}
          action={<Button onClick={onMore}>{ui("retry")}</Button>}
        />
      ) : null}
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2 text-ink-2 text-sm">
        <p>{t(hasMore ? "shown" : "shownAll", { count })}</p>
        {hasMore ? (
          <Button
            onClick={onMore}
            aria-disabled={isLoading || undefined}
            icon={isLoading ? <Spinner /> : undefined}
          >
            {t(isLoading ? "loading" : "more")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
