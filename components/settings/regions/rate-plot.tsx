import type { RateMinute } from "@/lib/contracts/regions";

type RatePlotProps = {
  readonly minutes: readonly RateMinute[];
  /** Calls a minute at the plot's top, where nothing is above it. */
  readonly most: number;
  readonly label: string;
};

const STEP = 5;
const BAR = 4;
const HEIGHT = 40;

/** The calls of an hour, a bar a minute: sweeps below, users above, what was throttled on top; a dashed line for the limit. */
export function RatePlot({ minutes, most, label }: RatePlotProps) {
  const top = Math.max(most, 1, ...minutes.map((minute) => minute.collector + minute.user));
  const y = (calls: number) => HEIGHT - (calls / top) * (HEIGHT - 1);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${minutes.length * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-10 w-full rounded-sm bg-sunken"
    >
      {minutes.map((minute, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place on the axis is what it is
        <Bar key={index} minute={minute} x={index * STEP} y={y} />
      ))}
      <Limit minutes={minutes} y={y} />
    </svg>
  );
}

type BarProps = { readonly minute: RateMinute; readonly x: number; readonly y: (calls: number) => number };

function Bar({ minute, x, y }: BarProps) {
  const { collector, user, throttledOurs, throttledOthers } = minute;
  const parts = [
    ["fill-run", collector - throttledOurs - throttledOthers],
    ["fill-ok", user],
    ["fill-bad", throttledOurs],
    ["fill-warn", throttledOthers],
  ] as const;
  let from = 0;
  return parts.map(([colour, calls]) => {
    if (calls <= 0) return null;
    const below = from;
    from += calls;
    // Two calls of three hundred are still to be seen.
    const height = Math.max(1.5, y(below) - y(from));
    return <rect key={colour} className={colour} x={x} y={y(below) - height} width={BAR} height={height} />;
  });
}

/** The collector's limit where it is known: a step for each minute. */
function Limit({ minutes, y }: { readonly minutes: readonly RateMinute[]; readonly y: BarProps["y"] }) {
  let last: number | null = null;
  let path = "";
  minutes.forEach((minute, index) => {
    if (minute.limit === null) return;
    path += `${last === null ? "M" : "L"}${index * STEP} ${y(minute.limit)}H${(index + 1) * STEP}`;
    last = minute.limit;
  });
  return (
    <path
      d={path}
      fill="none"
      className="stroke-ink-3"
      strokeWidth={1}
      strokeDasharray="3 2"
      vectorEffect="non-scaling-stroke"
    />
  );
}
