import { createHmac } from "node:crypto";
import { parametersOf } from "../http/decode";
import { bad } from "../refusal";
import { canonicalQuery, rfc3986 } from "./encode";
import { checkDate, type Guard, incomplete, keyOf, mismatch, spendNonce } from "./guard";
import type { SignedRequest } from "./request";

/** Does the request carry anything of the older signature? */
export function looksRpc(request: SignedRequest): boolean {
  return [...request.query.pairs, ...request.form].some(
    ([name]) => name === "Signature" || name === "AccessKeyId",
  );
}

/**
 * Checks the older RPC signature (HMAC-SHA1, version 1.0; query and form together) in the order key, date,
 * signature, nonce. Throws the same codes as the ACS3 check.
 */
export function checkRpc(request: SignedRequest, guard: Guard): void {
  const parameters = parametersOf(request.query.pairs, request.form);
  const need = (name: string): string => {
    const value = parameters.get(name);
    if (!value) throw incomplete(`${name} is mandatory`);
    return value;
  };
  const id = need("AccessKeyId");
  const signature = need("Signature");
  const { secret } = keyOf(id);
  checkDate(need("Timestamp"), guard);
  const method = need("SignatureMethod");
  const version = need("SignatureVersion");
  const signed = [...request.query.pairs, ...request.form].filter(([name]) => name !== "Signature");
  const text = `${request.method}&%2F&${rfc3986(canonicalQuery(signed))}`;
  const expected = createHmac("sha1", `${secret}&`).update(text).digest("base64");
  if (method !== "HMAC-SHA1" || version !== "1.0" || expected !== signature) throw mismatch(text);
  if (parameters.get("SecurityToken")) {
    throw bad(
      "InvalidSecurityToken.MismatchWithAccessKey",
      "Specified SecurityToken mismatch with the AccessKey.",
    );
  }
  spendNonce(need("SignatureNonce"), guard);
}
