"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ReadError } from "./fetch-json";

type QueryProviderProps = {
  /** Puts what the server rendering brought into the new cache. */
  readonly seed: (client: QueryClient) => void;
  readonly children: ReactNode;
};

/** A cache for one page: the next page begins with what its own server rendering brought. */
export function QueryProvider({ seed, children }: QueryProviderProps) {
  const [client] = useState(() => {
    const created = new QueryClient({
      defaultOptions: {
        queries: {
          refetchOnWindowFocus: false,
          refetchOnReconnect: false,
          retry: (failures, error) =>
            failures < 2 && !(error instanceof ReadError && error.status >= 400 && error.status < 500),
        },
      },
    });
    seed(created);
    return created;
  });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
