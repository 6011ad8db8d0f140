import { clsx } from "clsx";
import { LoaderCircle } from "lucide-react";

/** Turning circle, decorative: the words beside it say what runs. */
export function Spinner({ className }: { readonly className?: string }) {
  return <LoaderCircle aria-hidden className={clsx("size-4 shrink-0 animate-spin", className)} />;
}
