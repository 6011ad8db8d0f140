import { clsx } from "clsx";

/** A grey bar in the place of text on a first visit; size it by class. Hidden from assistive technology. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={clsx("block h-3 animate-pulse rounded-sm bg-line", className)} />;
}
