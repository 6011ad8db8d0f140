import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

export const FIELD_CLASS =
  "h-8 w-full min-w-0 rounded-sm border border-field bg-surface px-2.5 text-ink aria-invalid:border-bad";

type TextFieldProps = Omit<ComponentProps<"input">, "id"> & {
  readonly label: ReactNode;
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly icon?: ReactNode;
};

/** A labelled line of text with its hint and its error below, tied to the input for assistive technology. */
export function TextField({ label, hideLabel, hint, error, icon, className, ...props }: TextFieldProps) {
  const id = useId();
  const described = clsx(hint && `${id}-hint`, error && `${id}-error`, props["aria-describedby"]);
  return (
    <div className={clsx("flex flex-col gap-1", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "font-medium"}>
        {label}
      </label>
      <div className="relative flex items-center">
        {icon ? <span className="pointer-events-none absolute left-2.5 text-ink-3">{icon}</span> : null}
        <input
          autoComplete="off"
          {...props}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          className={clsx(FIELD_CLASS, icon && "pl-8")}
        />
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="text-ink-2 text-sm">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="text-bad text-sm">
          {error}
        </p>
      ) : null}
    </div>
  );
}
