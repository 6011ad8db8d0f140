"use client";

import { Hint } from "@/components/ui/hint";
import type { TagDto } from "@/lib/contracts/template";

const SHOWN = 2;

/** The cell that the chips stand in. */
export const TAGS_CELL = "flex items-center gap-1 @max-[54rem]:flex-wrap";

/** The first tags as chips; the rest as a number whose hint names them. */
export function TagList({ tags }: { readonly tags: readonly TagDto[] }) {
  const shown = tags.slice(0, SHOWN);
  const rest = tags.slice(SHOWN);
  return (
    <>
      {shown.map((tag) => (
        <Hint key={tag.key} text={words(tag)} whenTruncated>
          <bdi className="min-w-0 truncate rounded-sm border border-line px-1.5 font-mono text-ink-2 text-xs/5">
            {words(tag)}
          </bdi>
        </Hint>
      ))}
      {rest.length > 0 ? (
        <Hint text={rest.map(words).join(", ")}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the focus shows the other tags */}
          <span tabIndex={0} className="shrink-0 rounded-sm px-0.5 text-ink-2 text-xs">
            +{rest.length}
          </span>
        </Hint>
      ) : null}
    </>
  );
}

function words(tag: TagDto): string {
  return tag.value === "" ? tag.key : `${tag.key}=${tag.value}`;
}
