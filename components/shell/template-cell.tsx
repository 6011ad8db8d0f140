"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Hint } from "@/components/ui/hint";

type TemplateCellProps = {
  readonly name: string;
  /** What identifies the row, in small letters below the name. */
  readonly id: string;
  /** The template's page, when it has one. */
  readonly href?: string;
  /** Beside a name that leads nowhere. */
  readonly note?: ReactNode;
};

/** The cell that names a row after its template. */
export function TemplateCell({ name, id, href, note }: TemplateCellProps) {
  return (
    <div className="flex min-w-0 flex-col py-1">
      <Hint text={name} whenTruncated>
        {href === undefined ? (
          <span className={`w-fit max-w-full truncate font-semibold ${note ? "text-ink-2" : ""}`}>
            <bdi>{name}</bdi>
            {note ? (
              <>
                {" · "}
                <span className="font-normal">{note}</span>
              </>
            ) : null}
          </span>
        ) : (
          <Link
            href={href}
            prefetch={false}
            className="w-fit max-w-full truncate rounded-sm font-semibold hover:underline"
          >
            <bdi>{name}</bdi>
          </Link>
        )}
      </Hint>
      <span className="truncate font-mono text-ink-2 text-sm">{id}</span>
    </div>
  );
}
