import "server-only";
import { AppError } from "@/lib/domain/app-error";
import type { RawAnswer } from "./exchange";
import { count, list, object, optional, type Shape, successBody, Unreadable } from "./shapes";

/** The most a page may hold. Source: MaxResults of the Describe calls. */
export const LARGEST_PAGE = 500;
const MOST_PAGES = 400;

export type Page<T> = {
  readonly items: readonly T[];
  /** Null: the last page. */
  readonly nextToken: string | null;
  readonly total: number | null;
  readonly requestId: string;
};

/** One page: `wrapper.set[]`, NextToken, TotalCount, RequestId. Throws Unreadable. */
export function parsePage<T>(
  answer: RawAnswer,
  wrapper: string,
  set: string,
  parseItem: (item: Shape) => T,
): Page<T> {
  const { body, requestId } = successBody(answer);
  try {
    const items = list(object(body, wrapper), set).map(parseItem);
    const nextToken = typeof body.NextToken === "number" ? unreadableToken() : optional(body, "NextToken");
    return { items, nextToken, total: count(body, "TotalCount"), requestId };
  } catch (error) {
    throw error instanceof Unreadable ? new Unreadable(error.place, requestId) : error;
  }
}

function unreadableToken(): never {
  throw new Unreadable("NextToken");
}

/**
 * All pages, each item once by its ID, the later answer wins. Throws AppError `ecs-unreadable` when a token comes
 * again, pages bring nothing new or do not end, or the count says that something is missing.
 */
export async function readPages<T extends { readonly id: string }>(
  readPage: (token: string | undefined) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const items = new Map<string, T>();
  const tokens = new Set<string>();
  let token: string | undefined;
  for (let pages = 1; pages <= MOST_PAGES; pages += 1) {
    const page = await readPage(token);
    const known = items.size;
    for (const item of page.items) items.set(item.id, item);
    if (page.items.length > 0 && items.size === known) throw unreadable("a page twice", page.requestId);
    if (page.nextToken === null) {
      checkTotal(items.size, page.total, page.requestId);
      return [...items.values()];
    }
    if (tokens.has(page.nextToken)) throw unreadable("a page token twice", page.requestId);
    tokens.add(page.nextToken);
    token = page.nextToken;
  }
  throw unreadable("pages without an end");
}

/** Between two pages something may come or go; nothing at all, or a tenth more or less, is no such thing. */
function checkTotal(found: number, total: number | null, requestId: string): void {
  const slack = Math.max(10, found * 0.1);
  const isEmptySure = found > 0 || total === 0;
  const isNear = total === null || (Math.abs(found - total) <= slack && (total > 0 || found === 0));
  if (!isEmptySure || !isNear) throw unreadable("a count that disagrees", requestId);
}

function unreadable(why: string, requestId?: string): AppError {
  return new AppError("ecs-unreadable", {
    ...(requestId !== undefined && { ecs: { httpStatus: 200, requestId } }),
    cause: new Error(why),
  });
}
