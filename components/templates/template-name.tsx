"use client";

import Link from "next/link";
import { Hint } from "@/components/ui/hint";
import type { TemplateItem } from "@/lib/contracts/template";
import { paths } from "@/lib/paths";

/** The cell that the two parts stand in. */
export const NAME_CELL = "flex flex-col py-1";

/** Name over ID; the name leads to the template's page. Names are text of others: isolated in their own direction. */
export function TemplateName({ item }: { readonly item: TemplateItem }) {
  return (
    <>
      <Hint text={item.name} whenTruncated>
        <Link
          href={paths.template(item.regionId, item.id)}
          prefetch={false}
          dir="auto"
          className="w-fit max-w-full truncate rounded-sm font-semibold hover:underline"
        >
          {item.name}
        </Link>
      </Hint>
      <span className="truncate font-mono text-ink-2 text-sm">{item.id}</span>
    </>
  );
}
