import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { FIELD_CLASS } from "./text-field";

type SelectFieldProps = Omit<ComponentProps<"select">, "id"> & {
  readonly label: ReactNode;
  readonly hideLabel?: boolean;
};

/** A native select with its label; `option` elements are its children. */
export function SelectField({ label, hideLabel, className, children, ...props }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={clsx("flex flex-col gap-1", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "font-medium"}>
        {label}
      </label>
      <div className="relative flex items-center">
        <select {...props} id={id} className={clsx(FIELD_CLASS, "appearance-none truncate pr-8")}>
          {children}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute right-2.5 size-4 text-ink-3" />
      </div>
    </div>
  );
}
