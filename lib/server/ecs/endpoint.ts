import "server-only";
import { AppError } from "@/lib/domain/app-error";
import { isLoopback } from "@/lib/domain/loopback";
import type { GatewayConfig } from "./config";

/** Where calls go. `host` null: the SDK derives the address from the region. */
export type Endpoint = {
  /** Names the endpoint in attempts: `cloud`, or host and port. */
  readonly name: string;
  readonly host: string | null;
  readonly protocol: "HTTP" | "HTTPS";
};

/** Throws AppError `invalid-input` when ECS_ENDPOINT is no address, or in the demo not one on loopback. */
export function resolveEndpoint(config: Pick<GatewayConfig, "mode" | "endpoint">): Endpoint {
  if (!config.endpoint) {
    if (config.mode === "demo") throw invalid();
    return { name: "cloud", host: null, protocol: "HTTPS" };
  }
  const url = parse(config.endpoint);
  if (config.mode === "demo" && (url.protocol !== "http:" || !isLoopback(url.hostname))) throw invalid();
  return { name: url.host, host: url.host, protocol: url.protocol === "http:" ? "HTTP" : "HTTPS" };
}

function parse(text: string): URL {
  try {
    const url = new URL(text.includes("://") ? text : `https://${text}`);
    if (url.protocol === "http:" || url.protocol === "https:") return url;
  } catch {
    // Falls through: the address itself may hold a secret and is not repeated.
  }
  throw invalid();
}

function invalid(): AppError {
  return new AppError("invalid-input", { params: { name: "ECS_ENDPOINT" } });
}
