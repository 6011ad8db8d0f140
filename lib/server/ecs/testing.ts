import "server-only";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { GatewayConfig, Sleep } from "./config";
import { createGateway } from "./gateway";
import type { EcsGateway, FixedSignature } from "./types";

/** Time in a test's hands: pauses pass at once and are noted, deadlines come only when the test advances to them. */
export type ManualTime = {
  readonly now: () => number;
  readonly sleep: Sleep;
  readonly pauses: number[];
  advance(ms: number): void;
};

export function manualTime(start = Date.now()): ManualTime {
  let now = start;
  let deadlines: { at: number; resolve: () => void }[] = [];
  const pauses: number[] = [];
  const settle = () => {
    for (const deadline of deadlines.filter(({ at }) => at <= now)) deadline.resolve();
    deadlines = deadlines.filter(({ at }) => at > now);
  };
  return {
    now: () => now,
    pauses,
    sleep: (ms, signal) => {
      if (!signal) {
        pauses.push(ms);
        now += ms;
        settle();
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const deadline = { at: now + ms, resolve };
        deadlines.push(deadline);
        signal.addEventListener("abort", () => {
          deadlines = deadlines.filter((other) => other !== deadline);
        });
      });
    },
    advance: (ms) => {
      now += ms;
      settle();
    },
  };
}

/** A gateway in the demo's manner to `url`, on manual time, without randomness. */
export function gatewayTo(
  url: string,
  more: Partial<GatewayConfig> = {},
): { gateway: EcsGateway; time: ManualTime } {
  const time = manualTime();
  const gateway = createGateway({
    mode: "demo",
    endpoint: url,
    regions: null,
    budgetPerMinute: 10_000,
    version: "9.8.7",
    now: time.now,
    sleep: time.sleep,
    random: () => 0.5,
    ...more,
  });
  return { gateway, time };
}

let nonces = 0;

/** A date that the endpoint takes today, and a nonce of its own. */
export function signature(): FixedSignature {
  nonces += 1;
  return { date: new Date().toISOString().replace(/\.\d+Z$/, "Z"), nonce: `nonce-${process.pid}-${nonces}` };
}

/** A server whose answers the test writes; it notes every request as it came. */
export type Script = {
  readonly url: string;
  readonly requests: { method: string; url: string; headers: string[] }[];
  /** Resolves when the next request has come. */
  nextRequest(): Promise<void>;
  close(): Promise<void>;
};

export async function startScript(
  handle: (request: IncomingMessage, response: ServerResponse, count: number) => void,
): Promise<Script> {
  const requests: Script["requests"] = [];
  let waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    requests.push({
      method: request.method ?? "",
      url: request.url ?? "",
      headers: request.rawHeaders,
    });
    // The test's time is not this machine's: without the header nobody takes one for the other.
    response.sendDate = false;
    handle(request, response, requests.length);
    for (const resolve of waiting) resolve();
    waiting = [];
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json;charset=utf-8",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

export type TemplateTruth = {
  readonly imagePipelineId: string;
  readonly name: string;
  readonly definition: Record<string, unknown>;
  readonly executions: readonly { executionId: string; status: string; creationTime: string }[];
};
type RegionTruth = {
  readonly templates: readonly TemplateTruth[];
  readonly deleted: readonly { imagePipelineId: string; requestId: string | null }[];
};

/** The control calls of a local endpoint, as far as these tests need them. */
export function controls(url: string) {
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}/_emulator/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    reset: () => call("POST", "reset", {}),
    fault: (fault: object) => call("POST", "faults", fault),
    calls: () => call<{ total: number; byAction: Record<string, number> }>("GET", "calls"),
    forgetCalls: () => call("DELETE", "calls"),
    addTemplate: async (regionId: string, name: string) =>
      (await call<{ imagePipelineId: string }>("POST", "templates", { regionId, name })).imagePipelineId,
    addBuild: async (regionId: string, imagePipelineId: string, status: string) =>
      (await call<{ executionId: string }>("POST", "executions", { regionId, imagePipelineId, status }))
        .executionId,
    regions: async () => (await call<{ regions: Record<string, RegionTruth> }>("GET", "state")).regions,
    region: async (regionId: string): Promise<RegionTruth> => {
      const { regions } = await call<{ regions: Record<string, RegionTruth> }>("GET", "state");
      return regions[regionId] ?? { templates: [], deleted: [] };
    },
  };
}
