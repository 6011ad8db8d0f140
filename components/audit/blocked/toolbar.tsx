"use client";

import { Download, Maximize2, Minus, Plus, Printer, ScanSearch } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { savePng } from "./export-png";
import { type Span, zoom } from "./geometry/view";

type ToolbarProps = {
  readonly view: Span;
  readonly window: Span;
  readonly fitted: Span;
  readonly onView: (view: Span) => void;
  readonly isLoading: boolean;
  readonly title: string;
  /** Calls `read` with the drawings while every lane is in them. */
  readonly drawings: (read: (svgs: readonly SVGSVGElement[]) => Promise<void>) => Promise<void>;
};

/** Closer, farther, what happened, all of it; and the picture to take away. */
export function Toolbar({ view, window: whole, fitted, onView, isLoading, title, drawings }: ToolbarProps) {
  const t = useTranslations("blocked.tool");
  const [hasFailed, setFailed] = useState(false);
  const save = async () => {
    setFailed(false);
    const day = new Date(whole.to).toISOString().slice(0, 10);
    const png = (svgs: readonly SVGSVGElement[]) =>
      savePng({ svgs, title, fileName: `blocked-deletes-${day}.png` });
    await drawings(png).catch(() => setFailed(true));
  };
  return (
    <div className="flex flex-wrap items-center gap-0.5 print:hidden">
      {isLoading ? <Spinner /> : null}
      {hasFailed ? (
        <p role="alert" className="mr-2 text-bad text-sm">
          {t("pngFailed")}
        </p>
      ) : null}
      <IconButton label={t("closer")} onClick={() => onView(zoom(view, whole, 0.5))}>
        <Plus aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={t("farther")} onClick={() => onView(zoom(view, whole, 2))}>
        <Minus aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={t("fit")} onClick={() => onView(fitted)}>
        <ScanSearch aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={t("whole")} onClick={() => onView(whole)}>
        <Maximize2 aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={t("png")} onClick={() => void save()}>
        <Download aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={t("print")} onClick={() => window.print()}>
        <Printer aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
