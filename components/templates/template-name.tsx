"use client";

import Link from "next/link";
import { Hint } from "@/components/ui/hint";
import type { TemplateItem } from "@/lib/contracts/template";
import { paths } from "@/lib/paths";

/** Name over ID; the name leads to the template's page. Names are text of others: isolated in their own direction. */
export function TemplateName({ item }: { readonly item: TemplateItem }) {
  return (
    <div className="flex min-w-0 flex-col py-1">
      <Hint text={item.name} whenTruncated>
        <Link
          href={paths.template(item.regionId, item.id)}
          prefetch={false}
          className="w-fit max-w-full truncate rounded-sm font-semibold hover:underline"
        >
          <bdi>{item.name}</bdi>
        </Link>
      </Hint>
      <span className="truncate font-mono text-ink-2 text-sm">{item.id}</span>
    </div>
  );
}
