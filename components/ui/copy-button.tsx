"use client";

import { clsx } from "clsx";
import { Check, Copy, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";

type CopyButtonProps = {
  readonly value: string;
  /** What is copied, in words: the accessible name is "Copy <what>". */
  readonly what: string;
  readonly className?: string;
};

const ICONS = { idle: Copy, done: Check, failed: TriangleAlert } as const;

/** Copies a text and says so where it stands; the word is also its live region, so a press is heard. */
export function CopyButton({ value, what, className }: CopyButtonProps) {
  const t = useTranslations("ui.copy");
  const [state, setState] = useState<keyof typeof ICONS>("idle");
  const back = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(back.current), []);

  const copy = async () => {
    const done = await copyText(value);
    setState(done ? "done" : "failed");
    clearTimeout(back.current);
    back.current = setTimeout(() => setState("idle"), 2500);
  };

  const Icon = ICONS[state];
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={t("name", { what })}
      className={clsx(
        "relative inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-2 hover:bg-sunken hover:text-ink",
        className,
      )}
    >
      <Icon aria-hidden className={clsx("size-3.5", state === "done" && "text-ok")} />
      <span aria-live="polite" className="sr-only">
        {state === "idle" ? "" : t(state)}
      </span>
    </button>
  );
}

/** True when the clipboard took it. Plain http on another host than localhost has no clipboard API. */
async function copyText(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return false;
  }
}
