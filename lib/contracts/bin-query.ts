import { AppError } from "@/lib/domain/app-error";
import { isRegionId } from "@/lib/domain/identifiers";
import { parseLimit } from "./template-query";

/** What a list of the recycle bin asks for, parsed from a URL. */
export type BinQuery = {
  readonly limit: number;
  readonly cursor: BinCursor | null;
  /** In the template's name or ID. */
  readonly q: string;
  readonly regions: readonly string[];
};

/** Where a page ended: newest first. */
export type BinCursor = { readonly goneAt: string; readonly archiveId: number };

const BIN_PARAMS = ["q", "region"] as const;
/** The parameters that choose rows; the others of a page's address are not ours. */
export type BinParam = (typeof BIN_PARAMS)[number];

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~(\d{1,15})$/;
const MAX_TEXT = 200;

/**
 * Parses the parameters of GET /api/recycle-bin and /recycle-bin; unknown parameters are ignored.
 * Throws AppError `invalid-input` with the parameter's name for a malformed one.
 */
export function parseBinQuery(params: URLSearchParams): BinQuery {
  const q = (params.get("q") ?? "").trim();
  if (q.length > MAX_TEXT || q.includes("\u0000")) throw malformed("q");
  const regions = (params.get("region") ?? "").split(",").filter((region) => region !== "");
  if (regions.length > 100 || !regions.every(isRegionId)) throw malformed("region");
  return {
    limit: parseLimit(params.get("limit")),
    cursor: parseCursor(params.get("cursor")),
    q,
    regions: [...new Set(regions)],
  };
}

/** The choice of rows as text, in one order: the key of a list. */
export function binListText(params: URLSearchParams): string {
  const kept = BIN_PARAMS.flatMap((name): [string, string][] => {
    const value = params.get(name)?.trim();
    return value ? [[name, value]] : [];
  });
  return new URLSearchParams(kept).toString();
}

/** The opaque text of a cursor. */
export function formatBinCursor({ goneAt, archiveId }: BinCursor): string {
  return `${goneAt}~${archiveId}`;
}

function parseCursor(text: string | null): BinCursor | null {
  if (text === null || text === "") return null;
  const [, goneAt, id] = CURSOR.exec(text) ?? [];
  if (goneAt === undefined || id === undefined) throw malformed("cursor");
  return { goneAt, archiveId: Number(id) };
}

function malformed(parameter: string): AppError {
  return new AppError("invalid-input", { params: { parameter } });
}
