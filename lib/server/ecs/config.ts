import "server-only";
import type { RateLedger } from "./rate-window";
import type { CallObserver } from "./types";

/** Variables by the names of the official credentials library (`ALIBABA_CLOUD_…`). */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Waits; when the signal fires it clears its timer and need not settle. Injected, so that tests own the time.
 * Units: milliseconds.
 */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** What the gateway tells the log: names, codes and durations, never an address, a secret or content. */
export type GatewayLog = {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
};

export type GatewayConfig = {
  /** The demo talks HTTP with static keys to a loopback address; the cloud takes the configured credentials. */
  readonly mode: "demo" | "cloud";
  /** ECS_ENDPOINT: `http://host:port`, `https://host` or `host`; null: the SDK's own address of each region. */
  readonly endpoint: string | null;
  /** ECS_REGIONS; null: what DescribeRegions lists. */
  readonly regions: readonly string[] | null;
  /** ECS_RATE_BUDGET: calls a minute per region and operation for the collector. */
  readonly budgetPerMinute: number;
  /** Of this program, for the user agent `Imagekeeper/<version>`. */
  readonly version: string;
  /** ALIBABA_CLOUD_ACCOUNT_ID, when set. */
  readonly accountId?: string | null;
  /** Cloud only: the `ALIBABA_CLOUD_…` part of the environment. */
  readonly variables?: Variables;
  /** Items a page, 1 to 500; 500 by default. */
  readonly pageSize?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** 0 ≤ x < 1. */
  readonly random?: () => number;
  readonly sleep?: Sleep;
  /** Where replicas share the budget; absent: this process is alone. */
  readonly ledger?: RateLedger;
  readonly observer?: CallObserver;
  readonly log?: GatewayLog;
};

/** A sleep of real time. */
export const realSleep: Sleep = (ms, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted) return;
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
