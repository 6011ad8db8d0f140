import { isLoopback } from "./loopback";

export type DoorRules = {
  readonly mode: "demo" | "cloud";
  readonly port: number;
  /** Scheme, host and port. */
  readonly appUrl: string;
};

/** The origins that may post to us: APP_URL's, in the demo also this machine's names at PORT. */
function allowedOrigins(rules: DoorRules): readonly string[] {
  if (rules.mode !== "demo") return [rules.appUrl];
  const local = ["localhost", "127.0.0.1", "[::1]"].map(
    (host) => new URL(`http://${host}:${rules.port}`).origin,
  );
  return [rules.appUrl, ...local];
}

/** Whether a request that may change something comes from a page of ours, or from no browser's page at all. */
export function isOriginAllowed(
  rules: DoorRules,
  request: { readonly origin: string | null; readonly fetchSite: string | null },
): boolean {
  if (request.origin !== null) return allowedOrigins(rules).includes(request.origin);
  return request.fetchSite === null || request.fetchSite === "same-origin" || request.fetchSite === "none";
}

/**
 * Whether the demo answers to this Host header. Its roles need no password, so a name that merely resolves to this
 * machine must not reach it; outside of the demo every name may.
 */
export function isHostAllowed(rules: DoorRules, host: string | null): boolean {
  if (rules.mode !== "demo") return true;
  if (!host || !URL.canParse(`http://${host}`) || /[\s/?#@\\]/.test(host)) return false;
  const { hostname } = new URL(`http://${host}`);
  return ["localhost", "127.0.0.1", "[::1]", new URL(rules.appUrl).hostname].includes(hostname);
}

/** Whether the console is only reachable from this machine. */
export function listensOnLoopback(host: string): boolean {
  return isLoopback(host);
}
