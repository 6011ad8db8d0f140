"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { paths } from "@/lib/paths";

/** Pages by how their address begins. */
const PAGES = {
  "/templates": "templates",
  "/builds": "builds",
  "/queue": "queue",
  "/recycle-bin": "recycleBin",
  "/audit": "audit",
  "/settings/members": "members",
  "/settings/regions": "regions",
  "/account": "account",
} as const;

/** Where one is, from the address: the page, and below it what it shows. */
export function Breadcrumb() {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const found = Object.entries(PAGES).find(
    ([start]) => pathname === start || pathname.startsWith(`${start}/`),
  );
  if (found === undefined) return null;
  const [start, page] = found;
  const below = pathname.slice(start.length).split("/").filter(Boolean);
  const leaf = below.at(-1);
  return (
    <nav aria-label={t("trail")} className="min-w-0 flex-1">
      <ol className="flex min-w-0 items-center gap-1.5">
        <li className="shrink-0">
          {leaf ? (
            <Link
              href={paths[page]()}
              prefetch={false}
              className="rounded-sm text-ink-2 hover:text-ink hover:underline"
            >
              {t(`nav.${page}`)}
            </Link>
          ) : (
            <span aria-current="page" className="font-semibold">
              {t(`nav.${page}`)}
            </span>
          )}
        </li>
        {leaf ? (
          <li className="flex min-w-0 items-center gap-1.5">
            <span aria-hidden className="text-ink-3">
              /
            </span>
            <span aria-current="page" className="truncate font-semibold">
              {page === "audit" && leaf === "blocked" ? t("blockedDeletes") : decode(leaf)}
            </span>
          </li>
        ) : null}
      </ol>
    </nav>
  );
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
