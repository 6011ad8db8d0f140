import { noCounts } from "../http/counts";
import type { Control } from "./control";

/** How often which operation was called. */
export const readCalls: Control = {
  method: "GET",
  path: "calls",
  run: (endpoint) => ({ body: endpoint.counts }),
};

/** Counts from nothing again. */
export const clearCalls: Control = {
  method: "DELETE",
  path: "calls",
  run(endpoint) {
    endpoint.counts = noCounts();
    return { body: endpoint.counts };
  },
};
