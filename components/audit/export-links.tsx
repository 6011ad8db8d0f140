"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { type MouseEvent, useRef, useState } from "react";
import { announce } from "@/components/shell/announcer";
import { Button, buttonClass } from "@/components/ui/button";
import { paths } from "@/lib/paths";
import { collectExport } from "./collect-export";

/** Below that an export is there before its progress could be read. */
const LONG = 3_000;

type Progress = { readonly state: "running" | "done" | "failed"; readonly count: number };

/** Downloads of what the filters show, with a count while a long one runs; only for roles that may export. */
export function ExportLinks({ query }: { readonly query: string }) {
  const t = useTranslations("audit.export");
  const [progress, setProgress] = useState<Progress | null>(null);
  const running = useRef<AbortController | null>(null);

  const run = async (event: MouseEvent<HTMLAnchorElement>, format: "csv" | "jsonl") => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (running.current) return;
    const abort = new AbortController();
    running.current = abort;
    let count = 0;
    const onCount = (events: number) => {
      count = events;
      if (events >= LONG) setProgress({ state: "running", count });
    };
    try {
      const file = await collectExport(paths.api.auditExport(format, query), abort.signal, onCount);
      save(file, `imagekeeper-audit.${format}`);
      setProgress(count >= LONG ? { state: "done", count } : null);
      announce(t("done", { count }));
    } catch {
      setProgress(abort.signal.aborted ? null : { state: "failed", count });
      if (!abort.signal.aborted) announce(t("failed", { count }));
    } finally {
      running.current = null;
    }
  };

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap gap-2">
        {(["csv", "jsonl"] as const).map((format) => (
          <a
            key={format}
            href={paths.api.auditExport(format, query)}
            download
            onClick={(event) => void run(event, format)}
            className={buttonClass()}
          >
            <Download aria-hidden className="size-4" />
            {t(format)}
          </a>
        ))}
        {progress?.state === "running" ? (
          <Button variant="ghost" onClick={() => running.current?.abort()}>
            {t("stop")}
          </Button>
        ) : null}
      </div>
      {progress ? (
        <p className={progress.state === "failed" ? "text-bad text-sm" : "text-ink-2 text-sm"}>
          {t(progress.state, { count: progress.count })}
        </p>
      ) : null}
    </div>
  );
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has its own hold on the bytes once the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
