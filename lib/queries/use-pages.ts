import { useCallback, useMemo } from "react";

/** The rows of a list that loads page by page, as a table wants them. */
export type Pages<Row> = {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  /** The rows of the choice before, while the new ones load. */
  readonly isOld: boolean;
  /** Why there is nothing to show, else null. */
  readonly error: unknown;
  readonly moreFailed: boolean;
  /** Loads the next page unless one is on its way. */
  readonly more: () => void;
  readonly retry: () => void;
};

/** What of an infinite query's result matters here. */
type PagedQuery<Row> = {
  readonly data: { readonly pages: readonly { readonly items: readonly Row[] }[] } | undefined;
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly isPlaceholderData: boolean;
  readonly isError: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
  readonly refetch: () => Promise<unknown>;
};

export function usePages<Row>(query: PagedQuery<Row>): Pages<Row> {
  const { data, hasNextPage, isFetching, isPlaceholderData, isError, fetchNextPage, refetch } = query;
  const mayLoad = hasNextPage && !isFetching && !isPlaceholderData && !isError;
  return {
    rows: useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]),
    hasMore: hasNextPage,
    isOld: isPlaceholderData,
    error: data === undefined ? query.error : null,
    moreFailed: data !== undefined && isError,
    more: useCallback(() => {
      if (mayLoad) void fetchNextPage();
    }, [mayLoad, fetchNextPage]),
    retry: () => void (data !== undefined && hasNextPage ? fetchNextPage() : refetch()),
  };
}
