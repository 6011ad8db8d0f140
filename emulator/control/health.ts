import type { Control } from "./control";

/** 200 when up. */
export const health: Control = {
  method: "GET",
  path: "health",
  run: () => ({ body: { status: "ok" } }),
};
