import { createHash, createHmac, randomUUID } from "node:crypto";

const EMPTY = createHash("sha256").digest("hex");

const percent = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The bytes of a request to the local endpoint, signed by ACS3 as the SDK does, with a nonce of its own. */
export function signedRequest(
  host: string,
  action: string,
  parameters: Readonly<Record<string, string | number>>,
): Buffer {
  const query = Object.keys(parameters)
    .sort()
    .map((name) => `${percent(name)}=${percent(String(parameters[name]))}`)
    .join("&");
  const signed: Record<string, string> = {
    host,
    "x-acs-action": action,
    "x-acs-content-sha256": EMPTY,
    "x-acs-date": `${new Date().toISOString().slice(0, 19)}Z`,
    "x-acs-signature-nonce": randomUUID().replaceAll("-", ""),
    "x-acs-version": "2014-05-26",
  };
  const names = Object.keys(signed);
  const lines = names.map((name) => `${name}:${signed[name]}\n`).join("");
  const canonical = ["POST", "/", query, lines, names.join(";"), EMPTY].join("\n");
  const text = `ACS3-HMAC-SHA256\n${createHash("sha256").update(canonical).digest("hex")}`;
  const signature = createHmac("sha256", "demo-secret-imagekeeper").update(text).digest("hex");
  const headers: Record<string, string> = {
    accept: "application/json",
    ...signed,
    "user-agent": "AlibabaCloud (linux; x64) Node.js/v20.20.2 Core/1.0.1 TeaDSL/2",
    authorization: `ACS3-HMAC-SHA256 Credential=LTAI5tDemoImagekeeper,SignedHeaders=${names.join(";")},Signature=${signature}`,
    connection: "keep-alive",
    "content-length": "0",
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST /?${query} HTTP/1.1\r\n${head.join("")}\r\n`);
}
