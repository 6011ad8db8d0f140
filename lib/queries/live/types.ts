import type { LiveChange } from "@/lib/contracts/live";
import type { Overview } from "@/lib/contracts/template";

/** How the connection stands, as the live line says it. */
export type LiveState = "connecting" | "live" | "reconnecting" | "signed-out";

/** What a stream, the other tabs, and in the end the page are told. */
export type LiveNews =
  | { readonly kind: "change"; readonly change: LiveChange }
  | { readonly kind: "overview"; readonly overview: Overview }
  /** Too far behind: read everything again, then go on from `seq`. */
  | { readonly kind: "resync"; readonly seq: number | null };

/** What tabs say to each other. Only the tab that holds the connection sends `lead`, `news`, `state`, `catch-up`. */
export type TabMessage =
  | { readonly type: "lead"; readonly state: LiveState }
  | { readonly type: "hello"; readonly tab: string; readonly since: number }
  | { readonly type: "news"; readonly news: LiveNews }
  | { readonly type: "state"; readonly state: LiveState }
  | {
      readonly type: "catch-up";
      readonly tab: string;
      readonly changes: readonly LiveChange[] | null;
      readonly last: number;
      readonly state: LiveState;
    };

export type Stream = (
  since: number,
  signal: AbortSignal,
  on: {
    readonly opened: () => void;
    /** Something came, a heartbeat at least. */
    readonly alive: () => void;
    readonly news: (news: LiveNews) => void;
  },
) => Promise<"ended" | "signed-out">;

/** The browser's parts, replaced in tests. */
export type HubParts = {
  readonly tab: string;
  readonly stream: Stream;
  /** Calls `lead` when this tab may hold the connection, and keeps it until the promise ends. */
  readonly whenLeader: (lead: () => Promise<void>, signal: AbortSignal) => void;
  readonly channel: {
    readonly post: (message: TabMessage) => void;
    readonly listen: (listener: (message: TabMessage) => void) => () => void;
  };
  /** Aborts `signal` when this tab has been out of sight for so long that it gives the connection up. */
  readonly whileSeen: () => { readonly signal: AbortSignal; readonly stop: () => void };
  /** Ends when this tab is in view, or when `signal` aborts. */
  readonly untilSeen: (signal: AbortSignal) => Promise<void>;
  /** Waits, less when the browser comes back online or into view; ends at once when `signal` aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
};
