"use client";

import { clsx } from "clsx";
import {
  ArchiveRestore,
  CircleUserRound,
  Globe,
  Hammer,
  Hourglass,
  Layers,
  ShieldCheck,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { paths } from "@/lib/paths";

const PAGES = {
  templates: { href: paths.templates(), Icon: Layers },
  builds: { href: paths.builds(), Icon: Hammer },
  queue: { href: paths.queue(), Icon: Hourglass },
  recycleBin: { href: paths.recycleBin(), Icon: ArchiveRestore },
  audit: { href: paths.audit(), Icon: ShieldCheck },
  members: { href: paths.members(), Icon: Users },
  regions: { href: paths.regions(), Icon: Globe },
  account: { href: paths.account(), Icon: CircleUserRound },
} as const;

export type NavPage = keyof typeof PAGES;

/** The pages that exist and that the role may open; the present one is marked. */
export function NavLinks({ pages }: { readonly pages: readonly NavPage[] }) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav aria-label={t("mainNav")}>
      <ul className="flex flex-col gap-0.5">
        {pages.map((page) => {
          const { href, Icon } = PAGES[page];
          const isHere = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <li key={page}>
              <Link
                href={href}
                prefetch={false}
                aria-current={isHere ? "page" : undefined}
                className={clsx(
                  "flex h-8 items-center gap-2.5 rounded-sm border px-2.5 font-medium transition-colors",
                  isHere
                    ? "border-line bg-surface text-ink shadow-card"
                    : "border-transparent text-ink-2 hover:bg-line/60 hover:text-ink",
                )}
              >
                <Icon aria-hidden className="size-4 shrink-0" />
                {t(`nav.${page}`)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
