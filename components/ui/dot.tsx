import { clsx } from "clsx";

const COLOURS = { ok: "bg-ok", warn: "bg-warn", bad: "bg-bad", run: "bg-run", off: "bg-off" } as const;

/** A small coloured dot beside a word that says the same. */
export function Dot({
  tone,
  className,
}: {
  readonly tone: keyof typeof COLOURS;
  readonly className?: string;
}) {
  return (
    <span
      aria-hidden
      className={clsx("inline-block size-2 shrink-0 rounded-full", COLOURS[tone], className)}
    />
  );
}
