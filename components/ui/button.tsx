import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

export type ButtonVariant = "primary" | "secondary" | "danger" | "ghost";

const BASE =
  "inline-flex h-8 shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-sm px-3 font-medium transition-colors";

const VARIANTS: Readonly<Record<ButtonVariant, string>> = {
  primary: "bg-accent text-on-accent hover:bg-accent/90",
  secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
  danger: "bg-bad text-on-bad hover:bg-bad/90",
  ghost: "text-ink-2 hover:bg-sunken hover:text-ink",
};

const REFUSED =
  "aria-disabled:border aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3 aria-disabled:hover:bg-sunken aria-disabled:hover:text-ink-3";

/** The classes of a button, for links that look like one. */
export function buttonClass(variant: ButtonVariant = "secondary"): string {
  return clsx(BASE, VARIANTS[variant], REFUSED);
}

type ButtonProps = ComponentProps<"button"> & {
  readonly variant?: ButtonVariant;
  /** Decorative, in front of the label. */
  readonly icon?: ReactNode;
};

/**
 * A button of type `button` unless told otherwise. One that may not act gets `aria-disabled`, never `disabled`,
 * and keeps its handler: what a press then does is the caller's to say.
 */
export function Button({ variant = "secondary", icon, className, children, ...props }: ButtonProps) {
  return (
    <button type="button" {...props} className={clsx(buttonClass(variant), className)}>
      {icon}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> & {
  /** The accessible name. */
  readonly label: string;
  /** `danger` only for a delete. */
  readonly tone?: "plain" | "danger";
};

/** A 32 px square with an icon as its only child. */
export function IconButton({ label, tone = "plain", className, ...props }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...props}
      className={clsx(
        "inline-flex size-8 shrink-0 items-center justify-center rounded-sm transition-colors",
        "hover:bg-sunken aria-disabled:text-ink-3 aria-disabled:hover:bg-transparent",
        tone === "danger" ? "text-bad" : "text-ink-2 hover:text-ink",
        className,
      )}
    />
  );
}
