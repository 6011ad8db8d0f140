import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { CredentialModel, Credentials } from "./credentials";
import type { Endpoint } from "./endpoint";
import { type EcsClient, loadSdk } from "./sdk";

/** Longer than our own deadline, and equal: httpx's connect time-out also covers the wait for the answer. */
export const SDK_TIMEOUT_MS = 12_000;

const pinned = new AsyncLocalStorage<CredentialModel>();

/** Runs a call with credentials that were fetched before it, so that the send has nothing left to wait for. */
export function withCredentials<T>(model: CredentialModel, send: () => T): T {
  return pinned.run(model, send);
}

/** A client per region, kept. */
export function createClients(
  endpoint: Endpoint,
  credentials: Credentials,
  version: string,
): (regionId: string) => Promise<EcsClient> {
  const clients = new Map<string, EcsClient>();
  return async (regionId) => {
    const known = clients.get(regionId);
    if (known) return known;
    const { ecs, core } = await loadSdk();
    const config = new core.$OpenApiUtil.Config({
      regionId,
      protocol: endpoint.protocol,
      userAgent: `Imagekeeper/${version}`,
      readTimeout: SDK_TIMEOUT_MS,
      connectTimeout: SDK_TIMEOUT_MS,
      credential: { getCredential: async () => pinned.getStore() ?? credentials.get() },
    });
    if (endpoint.host !== null) config.endpoint = endpoint.host;
    const client = new ecs.default(config);
    clients.set(regionId, client);
    return client;
  };
}
