"use client";

import { useEffect, useState } from "react";
import type { BlockedPicture } from "@/lib/contracts/audit-blocked";
import type { ErrorDto } from "@/lib/contracts/error";
import { paths } from "@/lib/paths";
import { fetchJson, ReadError } from "@/lib/queries/fetch-json";
import type { Span } from "./geometry/view";
import { windowOf } from "./scene";

/** The view rests for this long before a closer look is read. */
const REST_MS = 250;
/** Of the window; a view that shows more than this is not worth a read of its own. */
const CLOSE = 0.7;

/**
 * A closer look at the part in view, where the whole came as counts: single events, or finer counts.
 * Null while the whole is enough or nothing was read yet.
 */
export function useDetail(picture: BlockedPicture, query: string, view: Span) {
  const [detail, setDetail] = useState<BlockedPicture | null>(null);
  const [error, setError] = useState<ErrorDto | null>(null);
  const [turn, setTurn] = useState(0);
  const whole = windowOf(picture);
  const isClose = (view.to - view.from) / (whole.to - whole.from) < CLOSE;
  const isWanted = picture.bucket !== null && isClose;
  const isCovered = detail !== null && covers(detail, view);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is the user's wish to try again
  useEffect(() => {
    if (!isWanted || isCovered) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const air = (view.to - view.from) / 2;
      const params = new URLSearchParams(query);
      params.set("from", new Date(Math.max(whole.from, view.from - air)).toISOString());
      params.set("to", new Date(Math.min(whole.to, view.to + air)).toISOString());
      try {
        setDetail(await fetchJson<BlockedPicture>(paths.api.auditBlocked(params.toString()), abort.signal));
        setError(null);
      } catch (failure) {
        if (abort.signal.aborted) return;
        setError(failure instanceof ReadError ? failure.error : { code: "internal" });
      }
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [isWanted, isCovered, view.from, view.to, query, whole.from, whole.to, turn]);

  return {
    detail: isWanted && isCovered ? detail : null,
    isLoading: isWanted && !isCovered && error === null,
    error: isWanted && !isCovered ? error : null,
    retry() {
      setError(null);
      setTurn(turn + 1);
    },
  };
}

/** Whether a look has the whole view and is not much wider: a much closer view asks again for finer counts. */
function covers(detail: BlockedPicture, view: Span): boolean {
  const { from, to } = windowOf(detail);
  if (from > view.from + 1_000 || to < view.to - 1_000) return false;
  return detail.bucket === null || (to - from) / (view.to - view.from) < 4;
}
