import { AppError } from "@/lib/domain/app-error";
import { isRegionId, isTemplateId } from "@/lib/domain/identifiers";
import { parseLimit } from "./template-query";

/** What a list of builds asks for, parsed from a URL. */
export type BuildQuery = {
  readonly limit: number;
  readonly cursor: BuildCursor | null;
  /** In the template's name or ID, or the build's ID. */
  readonly q: string;
  readonly regions: readonly string[];
  readonly statuses: readonly string[];
  readonly templateId: string | null;
};

/** Where a page ended: among the running builds, which come first, or among the finished ones. */
export type BuildCursor = {
  readonly part: "running" | "finished";
  readonly startedAt: string;
  readonly id: string;
};

/** The parameters that choose builds; the others of a page's address are not ours. */
export const BUILD_PARAMS = ["q", "region", "status", "templateId"] as const;
export type BuildParam = (typeof BUILD_PARAMS)[number];

const STATUS_WORD = /^[A-Za-z0-9_-]{1,64}$/;
const TIME = /^[0-9TZ:.+-]{10,40}$/;
const MAX_TEXT = 200;

/**
 * Parses the parameters of GET /api/builds and /builds; unknown parameters are ignored.
 * Throws AppError `invalid-input` with the parameter's name for a malformed one.
 */
export function parseBuildQuery(params: URLSearchParams): BuildQuery {
  const q = (params.get("q") ?? "").trim();
  if (q.length > MAX_TEXT || q.includes("\u0000")) throw malformed("q");
  const templateId = params.get("templateId") || null;
  if (templateId !== null && !isTemplateId(templateId)) throw malformed("templateId");
  return {
    limit: parseLimit(params.get("limit")),
    cursor: parseCursor(params.get("cursor")),
    q,
    regions: parseList(params.get("region"), "region", isRegionId),
    statuses: parseList(params.get("status"), "status", (word) => STATUS_WORD.test(word)),
    templateId,
  };
}

/** The choice of builds as text, in one order: the key of a list. */
export function buildListText(params: URLSearchParams): string {
  const kept = BUILD_PARAMS.flatMap((name): [string, string][] => {
    const value = params.get(name)?.trim();
    return value ? [[name, value]] : [];
  });
  return new URLSearchParams(kept).toString();
}

/** The opaque text of a cursor. */
export function formatBuildCursor({ part, startedAt, id }: BuildCursor): string {
  return [part === "running" ? "r" : "f", startedAt, id].join("~");
}

function parseCursor(text: string | null): BuildCursor | null {
  if (text === null || text === "") return null;
  const [part, startedAt, id, rest] = text.split("~");
  if ((part !== "r" && part !== "f") || !startedAt || !TIME.test(startedAt) || rest !== undefined) {
    throw malformed("cursor");
  }
  if (id === undefined || id.length > 80) throw malformed("cursor");
  return { part: part === "r" ? "running" : "finished", startedAt, id };
}

function parseList(text: string | null, name: string, accepts: (word: string) => boolean): string[] {
  if (text === null || text === "") return [];
  const words = text.split(",");
  if (words.length > 100 || !words.every(accepts)) throw malformed(name);
  return [...new Set(words)];
}

function malformed(parameter: string): AppError {
  return new AppError("invalid-input", { params: { parameter } });
}
