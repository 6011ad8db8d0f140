import type { MarkKind } from "@/lib/contracts/audit-blocked";

/** The sign of one event, drawn around 0 0; shape and sign differ, not only colour. */
export function MarkShape({ kind }: { readonly kind: MarkKind }) {
  switch (kind) {
    case "blocked":
      return (
        <>
          <circle r={7} className="fill-bad" />
          <rect x={-3.5} y={-1} width={7} height={2} rx={1} className="fill-on-bad" />
        </>
      );
    case "queued":
      return (
        <>
          <circle r={6.25} strokeWidth={1.75} className="fill-surface stroke-accent" />
          <path
            d="M0 -3.25V0.25L2 1.5"
            strokeWidth={1.5}
            strokeLinecap="round"
            className="fill-none stroke-accent"
          />
        </>
      );
    case "deleted":
      return (
        <>
          <circle r={7} className="fill-ok" />
          <path
            d="M-3 0.25L-0.75 2.5L3.25 -2"
            strokeWidth={1.75}
            strokeLinecap="round"
            className="fill-none stroke-surface"
          />
        </>
      );
    case "other":
      return <path d="M0 -6.5L6.5 0L0 6.5L-6.5 0Z" strokeWidth={1.5} className="fill-surface stroke-ink-3" />;
  }
}

/** Several events as one: their number; red when some of them were refused. */
export function CountShape({
  width,
  count,
  hasBlocked,
}: {
  readonly width: number;
  readonly count: number;
  readonly hasBlocked: boolean;
}) {
  return (
    <>
      <rect
        x={-(width - 2) / 2}
        y={-9}
        width={width - 2}
        height={18}
        rx={9}
        strokeWidth={1.5}
        className={hasBlocked ? "fill-bad stroke-bad" : "fill-surface stroke-ink-3"}
      />
      <text
        y={4}
        textAnchor="middle"
        className={`font-semibold text-[11px] ${hasBlocked ? "fill-on-bad" : "fill-ink-2"}`}
      >
        {count}
      </text>
    </>
  );
}
