import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

export type Tone = "ok" | "warn" | "bad" | "run" | "off" | "accent";

const SOFT: Readonly<Record<Tone, string>> = {
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  run: "bg-run-soft text-run",
  off: "bg-off-soft text-off",
  accent: "bg-accent-soft text-accent",
};

type BadgeProps = Omit<ComponentProps<"span">, "children"> & {
  readonly tone: Tone;
  /** 14 px, decorative; colour is never the only signal. */
  readonly icon?: ReactNode;
  /** The same, drawn without an element: classes of `iconClass`. */
  readonly iconBefore?: string;
  readonly children: ReactNode;
};

/** A word on a soft ground with its icon. `data-*` attributes go to the element itself. */
export function Badge({ tone, icon, iconBefore, children, className, ...props }: BadgeProps) {
  return (
    <span
      {...props}
      className={clsx(
        "inline-flex h-5 max-w-full items-center gap-1.5 whitespace-nowrap rounded-full px-2 font-medium text-xs",
        SOFT[tone],
        iconBefore && `[--icon-size:0.875rem] ${iconBefore}`,
        className,
      )}
    >
      {icon}
      {iconBefore ? children : <span className="truncate">{children}</span>}
    </span>
  );
}
