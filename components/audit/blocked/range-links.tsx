import { clsx } from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { BLOCKED_RANGES, type BlockedQuery, blockedQueryText } from "@/lib/contracts/audit-blocked";
import { paths } from "@/lib/paths";

/** A day, a week, 90 days until now; none is current when the address has times of its own. */
export function RangeLinks({ query }: { readonly query: BlockedQuery }) {
  const t = useTranslations("blocked.range");
  const hasTimes = query.from !== null || query.to !== null;
  return (
    <nav aria-label={t("label")} className="print:hidden">
      <ul className="flex w-fit rounded-sm border border-line-strong bg-surface p-0.5">
        {BLOCKED_RANGES.map((range) => {
          const isHere = !hasTimes && query.range === range;
          const href = paths.auditBlocked(blockedQueryText({ ...query, range, from: null, to: null }));
          return (
            <li key={range}>
              <Link
                href={href}
                prefetch={false}
                scroll={false}
                aria-current={isHere ? "true" : undefined}
                className={clsx(
                  "flex h-6.5 items-center whitespace-nowrap rounded-[5px] px-3 font-medium",
                  isHere ? "bg-accent-soft text-accent" : "text-ink-2 hover:text-ink",
                )}
              >
                {t(range)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
