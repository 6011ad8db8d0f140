import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "children"> & { readonly label: ReactNode };

/** A native check box inside its label. */
export function Checkbox({ label, className, ...props }: CheckboxProps) {
  return (
    <label className={clsx("flex min-h-7 items-center gap-2", className)}>
      <input type="checkbox" {...props} className="size-4 shrink-0 accent-accent" />
      <span className="min-w-0">{label}</span>
    </label>
  );
}
