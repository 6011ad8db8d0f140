import { useFormatter } from "next-intl";

const PARTS = {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
} as const;

/** Date and time to the second in UTC, as the log and its exports have it; the same for every reader. */
export function UtcTime({ at }: { readonly at: string }) {
  const format = useFormatter();
  return <span className="tabular-nums">{format.dateTime(new Date(at), PARTS)} UTC</span>;
}
