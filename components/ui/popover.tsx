"use client";

import { clsx } from "clsx";
import { type ReactNode, useId, useRef } from "react";
import { placeBeside } from "./floating";

type PopoverProps = {
  /** What the button shows. */
  readonly trigger: ReactNode;
  readonly triggerLabel?: string;
  readonly triggerClass: string;
  /** Accessible name of the panel. */
  readonly label: string;
  readonly align?: "start" | "end";
  readonly className?: string;
  readonly children: ReactNode;
};

/**
 * A button that opens a panel, by the browser's own popover: it opens before hydration, closes on Esc and on a press
 * outside, and gives the focus back. Without script it stands at its CSS place; with it, beside the button.
 */
export function Popover(props: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-label={props.triggerLabel}
        className={props.triggerClass}
      >
        {props.trigger}
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is no popover */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: only hears the clicks of the links inside, keyboard ones too */}
      <div
        id={id}
        popover="auto"
        role="group"
        aria-label={props.label}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest("a[href]"))
            event.currentTarget.hidePopover();
        }}
        onToggle={(event) => {
          if (event.newState === "open" && button.current) {
            placeBeside(event.currentTarget, button.current, props.align ?? "start");
          }
        }}
        className={clsx(
          "fixed inset-auto m-0 max-h-[calc(100dvh-1rem)] max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line bg-raised p-1.5 text-ink shadow-float open:animate-appear",
          props.align === "end" ? "top-14 right-4" : "top-14 left-4",
          props.className,
        )}
      >
        {props.children}
      </div>
    </>
  );
}
