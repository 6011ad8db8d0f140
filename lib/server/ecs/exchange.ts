import "server-only";
import { SDK_TIMEOUT_MS } from "./clients";
import { type EcsClient, loadSdk, type RuntimeOptions, type Sdk } from "./sdk";
import type { FixedSignature } from "./types";

/** An answer as it came, with the API's names: the SDK's models drop what they cannot cast and take `{}` for success. */
export type RawAnswer = { readonly status: number; readonly body: unknown };

/** Makes one call of the typed client. */
export type Invoke = (client: EcsClient, runtime: RuntimeOptions, ecs: Sdk["ecs"]) => Promise<unknown>;

/** Sends one request through the typed SDK and gives the answer before its models read it. Rejects with the SDK's error. */
export async function exchange(
  client: EcsClient,
  invoke: Invoke,
  signature: FixedSignature | undefined,
): Promise<RawAnswer> {
  const { ecs, dara } = await loadSdk();
  const runtime = new dara.RuntimeOptions({ readTimeout: SDK_TIMEOUT_MS, connectTimeout: SDK_TIMEOUT_MS });
  if (signature) {
    runtime.extendsParameters = new dara.ExtendsParameters({
      headers: { "x-acs-date": signature.date, "x-acs-signature-nonce": signature.nonce },
    });
  }
  let answer: RawAnswer | undefined;
  const seeing: EcsClient = Object.create(client);
  seeing.callApi = async (params, request, options) => {
    const raw = await client.callApi(params, request, options);
    answer = { status: raw.statusCode, body: raw.body };
    return { headers: {}, statusCode: raw.statusCode, body: {} };
  };
  await invoke(seeing, runtime, ecs);
  if (!answer) throw new Error("the SDK gave no answer");
  return answer;
}
