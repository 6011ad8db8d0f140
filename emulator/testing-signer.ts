import { createHash, createHmac, randomUUID } from "node:crypto";
import type { Emulator } from "./server";

/** A call to be signed by ACS3, written apart from the code that checks it. */
export interface RawCall {
  readonly action?: string;
  readonly version?: string;
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** A form body. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly secret?: string;
  readonly date?: string;
  readonly nonce?: string;
  /** Added after signing. */
  readonly unsigned?: Readonly<Record<string, string>>;
  readonly omit?: readonly string[];
}

/** An answer, read whole. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

const percent = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const canonical = (fields: Readonly<Record<string, string>>) =>
  Object.keys(fields)
    .sort()
    .map((name) => `${percent(name)}=${percent(fields[name] ?? "")}`)
    .join("&");

const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

/** URL and init of a signed request, ready for fetch; the same ones sent twice are a replay. */
export function signAcs3(emulator: Emulator, call: RawCall = {}): { url: string; init: RequestInit } {
  const { method = "POST", query = {}, form, omit = [] } = call;
  const body = form === undefined ? "" : canonical(form);
  const hash = createHash("sha256").update(body).digest("hex");
  const signed: Record<string, string> = {
    host: emulator.host,
    "x-acs-action": call.action ?? "DescribeRegions",
    "x-acs-version": call.version ?? "2014-05-26",
    "x-acs-date": call.date ?? now(),
    "x-acs-signature-nonce": call.nonce ?? randomUUID(),
    "x-acs-content-sha256": hash,
    ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    ...call.headers,
  };
  for (const name of omit) delete signed[name];
  const names = Object.keys(signed).sort();
  const lines = names.map((name) => `${name}:${signed[name]?.trim()}\n`).join("");
  const request = [method, "/", canonical(query), lines, names.join(";"), hash].join("\n");
  const text = `ACS3-HMAC-SHA256\n${createHash("sha256").update(request).digest("hex")}`;
  const signature = createHmac("sha256", call.secret ?? "demo-secret-imagekeeper")
    .update(text)
    .digest("hex");
  const { host: _host, ...headers } = signed;
  const credential = call.key ?? "LTAI5tDemoImagekeeper";
  const authorization = `ACS3-HMAC-SHA256 Credential=${credential},SignedHeaders=${names.join(";")},Signature=${signature}`;
  return {
    url: `${emulator.url}/?${canonical(query)}`,
    init: {
      method,
      headers: { ...headers, authorization, ...call.unsigned },
      ...(body === "" ? {} : { body }),
    },
  };
}

/** A request signed the older way: all parameters in the query (GET) or in a form (POST). */
export function signRpc(
  emulator: Emulator,
  parameters: Readonly<Record<string, string>>,
  { method = "GET", secret = "demo-secret-imagekeeper" } = {},
): { url: string; init: RequestInit } {
  const all: Record<string, string> = {
    Format: "JSON",
    Version: "2014-05-26",
    AccessKeyId: "LTAI5tDemoImagekeeper",
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: randomUUID(),
    Timestamp: now(),
    ...parameters,
  };
  const text = `${method}&%2F&${percent(canonical(all))}`;
  all.Signature = createHmac("sha1", `${secret}&`).update(text).digest("base64");
  if (method === "GET") return { url: `${emulator.url}/?${canonical(all)}`, init: { method } };
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { url: `${emulator.url}/`, init: { method, headers, body: canonical(all) } };
}

/** Sends a request and reads its answer; `body` is empty when it is not JSON. */
export async function send({ url, init }: { url: string; init: RequestInit }): Promise<RawAnswer> {
  const response = await fetch(url, init);
  const text = await response.text();
  let body: Record<string, unknown> = {};
  if (text.startsWith("{")) body = JSON.parse(text);
  return { status: response.status, headers: response.headers, text, body };
}
