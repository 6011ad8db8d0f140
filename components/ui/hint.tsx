"use client";

import { clsx } from "clsx";
import {
  cloneElement,
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { placeBeside } from "./floating";

type Handlers = {
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  onBlur?: (event: FocusEvent<HTMLElement>) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  "aria-describedby"?: string | undefined;
};

type HintProps = {
  readonly text: ReactNode;
  /** The one element it explains; it must take the pointer or the focus itself. */
  readonly children: ReactElement<Handlers>;
  /** Only when the element's own text is cut off by its width. */
  readonly whenTruncated?: boolean;
};

/** A few words on hover and on focus. Esc closes it, the pointer may move onto it; never the only place of a reason. */
export function Hint({ text, children, whenTruncated = false }: HintProps) {
  const id = useId();
  const anchor = useRef<HTMLElement | null>(null);
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [open, setOpen] = useState(false);
  const own = children.props;

  const show = (element: HTMLElement) => {
    clearTimeout(leaving.current);
    if (whenTruncated && element.scrollWidth <= element.clientWidth) return;
    anchor.current = element;
    setOpen(true);
  };
  const hideSoon = () => {
    clearTimeout(leaving.current);
    leaving.current = setTimeout(() => setOpen(false), 120);
  };
  useEffect(() => () => clearTimeout(leaving.current), []);

  const place = useCallback((bubble: HTMLSpanElement | null) => {
    if (!bubble || !anchor.current) return;
    bubble.showPopover();
    placeBeside(bubble, anchor.current, "center");
  }, []);

  const describedBy = clsx(own["aria-describedby"], open && id);
  return (
    <>
      {cloneElement(children, {
        "aria-describedby": describedBy || undefined,
        onPointerEnter: (event) => {
          own.onPointerEnter?.(event);
          if (event.pointerType !== "touch") show(event.currentTarget);
        },
        onPointerLeave: (event) => {
          own.onPointerLeave?.(event);
          hideSoon();
        },
        onFocus: (event) => {
          own.onFocus?.(event);
          if (event.currentTarget.matches(":focus-visible")) show(event.currentTarget);
        },
        onBlur: (event) => {
          own.onBlur?.(event);
          setOpen(false);
        },
        onKeyDown: (event) => {
          if (open && event.key === "Escape") {
            event.stopPropagation();
            setOpen(false);
            return;
          }
          own.onKeyDown?.(event);
        },
      })}
      {open ? (
        <span
          ref={place}
          id={id}
          role="tooltip"
          popover="manual"
          onPointerEnter={() => clearTimeout(leaving.current)}
          onPointerLeave={hideSoon}
          className="fixed inset-auto m-0 max-w-80 animate-appear rounded-sm bg-ink px-2 py-1 font-normal text-bg text-xs break-words whitespace-normal"
        >
          {text}
        </span>
      ) : null}
    </>
  );
}
