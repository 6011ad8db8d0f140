import { AppError } from "@/lib/domain/app-error";
import { isRegionId } from "@/lib/domain/identifiers";
import { TEMPLATE_SORTS, type TemplateSort } from "./template";

/** What a list of templates asks for, parsed from a URL. */
export type TemplateQuery = {
  readonly limit: number;
  readonly cursor: TemplateCursor | null;
  /** How many rows of the list stand before the page; with a cursor 0. */
  readonly rank: number;
  readonly q: string;
  readonly regions: readonly string[];
  readonly statuses: readonly string[];
  readonly deletable: boolean | null;
  readonly protected: boolean | null;
  readonly tags: readonly { readonly key: string; readonly value: string | null }[];
  readonly resourceGroup: string | null;
  readonly sort: { readonly by: TemplateSort; readonly descending: boolean };
};

/** Where a page ended: the value sorted by, then the template's address. */
export type TemplateCursor = {
  readonly value: string;
  readonly regionId: string;
  readonly templateId: string;
};

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;
const DEFAULT_SORT = { by: "name", descending: false } as const;

const STATUS_WORD = /^[A-Za-z0-9_-]{1,64}$/;
const RESOURCE_GROUP = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Parses the parameters of GET /api/templates and /templates; unknown parameters are ignored.
 * Throws AppError `invalid-input` with the parameter's name for a malformed one.
 */
export function parseTemplateQuery(params: URLSearchParams): TemplateQuery {
  return {
    limit: parseLimit(params.get("limit")),
    cursor: parseCursor(params.get("cursor")),
    rank: parseRank(params.get("rank"), params.get("cursor")),
    q: parseText(params.get("q"), "q", 200),
    regions: parseList(params.get("region"), "region", isRegionId),
    statuses: parseList(params.get("status"), "status", (word) => STATUS_WORD.test(word)),
    deletable: parseFlag(params.get("deletable"), "deletable"),
    protected: parseFlag(params.get("protected"), "protected"),
    tags: params.getAll("tag").map(parseTag),
    resourceGroup: parseResourceGroup(params.get("resourceGroup")),
    sort: parseSort(params.get("sort")),
  };
}

/** `limit` of any list: 1 to 500, default 100. Throws AppError `invalid-input`. */
export function parseLimit(text: string | null): number {
  if (text === null || text === "") return DEFAULT_LIMIT;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MAX_LIMIT) throw malformed("limit");
  return limit;
}

/** The opaque text of a cursor; base64url of a JSON array. */
export function formatCursor(cursor: TemplateCursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([cursor.value, cursor.regionId, cursor.templateId]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function parseCursor(text: string | null): TemplateCursor | null {
  if (text === null || text === "") return null;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const json: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))),
    );
    if (!Array.isArray(json) || json.length !== 3) throw malformed("cursor");
    const [value, regionId, templateId] = json as unknown[];
    if (typeof value !== "string" || typeof regionId !== "string" || typeof templateId !== "string")
      throw malformed("cursor");
    return { value, regionId, templateId };
  } catch {
    throw malformed("cursor");
  }
}

function parseRank(text: string | null, cursor: string | null): number {
  if (text === null || text === "") return 0;
  // A page begins at one of the two.
  if (!/^\d{1,9}$/.test(text) || (cursor !== null && cursor !== "")) throw malformed("rank");
  return Number(text);
}

function parseText(text: string | null, name: string, max: number): string {
  const trimmed = (text ?? "").trim();
  if (trimmed.length > max || trimmed.includes("\u0000")) throw malformed(name);
  return trimmed;
}

function parseList(text: string | null, name: string, accepts: (word: string) => boolean): string[] {
  if (text === null || text === "") return [];
  const words = text.split(",");
  if (words.length > 100 || !words.every(accepts)) throw malformed(name);
  return [...new Set(words)];
}

function parseFlag(text: string | null, name: string): boolean | null {
  if (text === null || text === "") return null;
  if (text !== "true" && text !== "false") throw malformed(name);
  return text === "true";
}

function parseTag(text: string): { key: string; value: string | null } {
  const at = text.indexOf("=");
  const key = at === -1 ? text : text.slice(0, at);
  if (key === "" || text.length > 300 || text.includes("\u0000")) throw malformed("tag");
  return { key, value: at === -1 ? null : text.slice(at + 1) };
}

function parseResourceGroup(text: string | null): string | null {
  if (text === null || text === "") return null;
  if (!RESOURCE_GROUP.test(text)) throw malformed("resourceGroup");
  return text;
}

function parseSort(text: string | null): { by: TemplateSort; descending: boolean } {
  if (text === null || text === "") return DEFAULT_SORT;
  const descending = text.startsWith("-");
  const by = TEMPLATE_SORTS.find((sort) => sort === (descending ? text.slice(1) : text));
  if (by === undefined) throw malformed("sort");
  return { by, descending };
}

function malformed(parameter: string): AppError {
  return new AppError("invalid-input", { params: { parameter } });
}
