import { createHash, createHmac, randomBytes } from "node:crypto";
import type EcsClient from "@alicloud/ecs20140526";
import { type Emulator, type EmulatorOptions, startEmulator } from "./server";
import { canonicalQuery } from "./signature/encode";

/** Without latency and limits, frozen unless told otherwise, and with a clock that only control calls move. */
export function startForTest(options: EmulatorOptions = {}): Promise<Emulator> {
  return startEmulator({ port: 0, latency: 0, rate: null, ...options });
}

/** A control call; gives the parsed answer and its status. */
export async function control(
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of many shapes
): Promise<any> {
  const response = await fetch(`${emulator.url}/_emulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

/** The real SDK, pointed at an emulator. Loads it on first use: 1,300 files. */
export async function sdk(emulator: Emulator, secret = "demo-secret-imagekeeper") {
  const ecs = await import("@alicloud/ecs20140526");
  const { $OpenApiUtil } = await import("@alicloud/openapi-core");
  const holder = ecs.default as unknown as { default?: typeof EcsClient };
  const Client = holder.default ?? (ecs.default as typeof EcsClient);
  const client = new Client(
    new $OpenApiUtil.Config({
      accessKeyId: "LTAI5tDemoImagekeeper",
      accessKeySecret: secret,
      endpoint: emulator.host,
      protocol: "HTTP",
      regionId: "cn-hangzhou",
    }),
  );
  return { client, ecs };
}
