"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { clsx } from "clsx";
import type { ReactNode, RefObject } from "react";

type AlertDialogProps = {
  readonly open: boolean;
  /** Called for Esc and for `AlertDialogClose`; a press outside does not close. */
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** Plain consequence under the title; read out with it. */
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the least destructive first. */
  readonly footer: ReactNode;
  /** Takes the first focus; without it the first control does. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** Where the focus goes when it closes; without it back to what had it before. */
  readonly finalFocus?: () => HTMLElement | null;
  /** After it has closed and its exit is drawn. */
  readonly onClosed?: () => void;
};

/**
 * role=alertdialog, modal, Esc closes; a sheet at the bottom on small screens. Load it lazily: it brings its own code.
 * Title and body may change while it is open; the focus then stays where it is, or falls back into the dialog.
 */
export function AlertDialog(props: AlertDialogProps) {
  return (
    <Base.Root
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      onOpenChangeComplete={(open) => {
        if (!open) props.onClosed?.();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          {...(props.initialFocus ? { initialFocus: props.initialFocus } : {})}
          {...(props.finalFocus ? { finalFocus: () => props.finalFocus?.() ?? true } : {})}
          className={clsx(
            "fixed z-50 flex flex-col overflow-hidden bg-raised text-ink shadow-float outline-none transition duration-150",
            "data-ending-style:opacity-0 data-starting-style:opacity-0",
            "inset-x-0 bottom-0 max-h-[calc(100dvh-2rem)] rounded-t-lg data-starting-style:translate-y-6",
            "sm:inset-x-auto sm:top-[7dvh] sm:bottom-auto sm:left-1/2 sm:max-h-[86dvh] sm:w-[33.75rem] sm:max-w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:rounded-lg sm:data-starting-style:translate-y-1",
          )}
        >
          <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5 pb-4">
            <div className="flex flex-col gap-1.5">
              <Base.Title className="font-semibold text-lg wrap-anywhere">{props.title}</Base.Title>
              {props.description ? (
                <Base.Description render={<div />} className="text-ink-2 wrap-anywhere">
                  {props.description}
                </Base.Description>
              ) : null}
            </div>
            {props.children}
          </div>
          <div className="flex flex-col-reverse gap-2 p-5 pt-1 sm:flex-row sm:flex-wrap sm:justify-end">
            {props.footer}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
