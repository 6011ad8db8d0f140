import type EcsClient from "@alicloud/ecs20140526";
import { type Emulator, type EmulatorOptions, startEmulator } from "./server";

/** An emulator for a test: without latency and limits unless told otherwise, on a free port. */
export function startForTest(options: EmulatorOptions = {}): Promise<Emulator> {
  return startEmulator({ port: 0, latency: 0, rate: null, ...options });
}

/** What a control call answered. */
export interface Controlled<T> {
  readonly status: number;
  readonly body: T;
}

/** A control call; the caller says what shape the answer has. */
export async function control<T>(
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<Controlled<T>> {
  const response = await fetch(`${emulator.url}/_emulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

/** The truth as `GET /_emulator/state` tells it. */
export interface State {
  readonly regions: Record<
    string,
    {
      readonly templates: readonly {
        readonly imagePipelineId: string;
        readonly name: string;
        readonly definition: Record<string, unknown>;
        readonly executions: readonly { executionId: string; status: string; creationTime: string }[];
      }[];
      readonly deleted: readonly { imagePipelineId: string; at: string; requestId: string | null }[];
    }
  >;
}

/** Reads the truth. */
export async function stateOf(emulator: Emulator): Promise<State> {
  return (await control<State>(emulator, "GET", "state")).body;
}

/** The real SDK pointed at an emulator, and its request classes. Loaded on first use: it has 1,300 files. */
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

/** The error that a call of the SDK ends with, with the fields that clients branch on. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ code: string; statusCode: number; name: string }> {
  try {
    await call;
  } catch (error) {
    const { code, statusCode, name } = error as { code: string; statusCode: number; name: string };
    return { code, statusCode, name };
  }
  throw new Error("the call was answered");
}
