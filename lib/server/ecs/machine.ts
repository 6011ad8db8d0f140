import "server-only";
import type { Budget } from "./budget";
import type { GatewayLog, Sleep } from "./config";
import type { Credentials } from "./credentials";
import type { Limiter } from "./limiter";
import type { EcsClient } from "./sdk";
import type { CallObserver, CallOptions, CallShare } from "./types";
import type { UseMeter } from "./use-meter";

/** What every call needs; one per gateway. */
export type Machine = {
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: Sleep;
  readonly budget: Budget;
  readonly limiter: Limiter;
  readonly meter: UseMeter;
  readonly clients: (regionId: string) => Promise<EcsClient>;
  readonly credentials: Credentials;
  readonly pageSize: number;
  readonly observer: CallObserver | undefined;
  readonly log: GatewayLog | undefined;
};

/** For the connection to be up. */
export const CONNECT_MS = 3_000;
/** For one call, connection and answer together. */
export const CALL_MS = 8_000;

/** Whose call it is and when it must be over, in milliseconds since the epoch. */
export type Errand = { readonly regionId: string; readonly share: CallShare; readonly deadlineAt: number };

export function errand(machine: Machine, regionId: string, options: CallOptions): Errand {
  return { regionId, share: options.share, deadlineAt: machine.now() + (options.deadlineMs ?? CALL_MS) };
}
