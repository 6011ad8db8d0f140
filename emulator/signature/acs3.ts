import { createHash, createHmac } from "node:crypto";
import { bad } from "../refusal";
import { canonicalQuery } from "./encode";
import { checkDate, type Guard, incomplete, mismatch, secretOf, spendNonce } from "./guard";
import { header, type SignedRequest } from "./request";

const ALGORITHM = "ACS3-HMAC-SHA256";

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");

/** The parts of `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`. */
function parse(authorization: string): { algorithm: string; parts: Map<string, string> } {
  const space = authorization.indexOf(" ");
  const algorithm = space < 0 ? authorization : authorization.slice(0, space);
  const parts = new Map<string, string>();
  if (space < 0) return { algorithm, parts };
  for (const part of authorization.slice(space + 1).split(",")) {
    const equals = part.indexOf("=");
    if (equals > 0) parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return { algorithm, parts };
}

/** The names of SignedHeaders; throws when an `x-acs-*` header of the request is not among them. */
function signedNames(request: SignedRequest, list: string): string[] {
  const names = list.toLowerCase().split(";").filter(Boolean);
  const smuggled = Object.keys(request.headers).find(
    (name) => name.startsWith("x-acs-") && !names.includes(name),
  );
  if (smuggled) throw mismatch(`${ALGORITHM} (header ${smuggled} is not signed)`);
  return names.sort();
}

function stringToSign(request: SignedRequest, list: string): string {
  const names = signedNames(request, list);
  const hash = sha256(request.body);
  const claimed = header(request, "x-acs-content-sha256");
  if (claimed !== "" && claimed !== hash) throw mismatch(`${ALGORITHM} (the body's SHA-256 is ${hash})`);
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    ...names.map((name) => `${name}:${header(request, name)}`),
    "",
    names.join(";"),
    hash,
  ].join("\n");
  return `${ALGORITHM}\n${sha256(canonical)}`;
}

/**
 * Checks an ACS3 signature in the order key, date, signature, nonce.
 * Throws Refusal: IncompleteSignature, InvalidAccessKeyId.NotFound, InvalidTimeStamp.*, SignatureDoesNotMatch,
 * InvalidSecurityToken.MismatchWithAccessKey, SignatureNonceUsed.
 */
export function checkAcs3(request: SignedRequest, guard: Guard): void {
  const { algorithm, parts } = parse(header(request, "authorization"));
  const [key, list, signature] = ["Credential", "SignedHeaders", "Signature"].map((name) => parts.get(name));
  if (!key || !list || !signature) throw incomplete("Credential, SignedHeaders and Signature are mandatory");
  const secret = secretOf(key);
  const dated = header(request, "x-acs-date");
  if (dated === "") throw incomplete("x-acs-date is mandatory");
  const date = checkDate(dated, guard);
  const text = stringToSign(request, list);
  if (algorithm !== ALGORITHM || createHmac("sha256", secret).update(text).digest("hex") !== signature) {
    throw mismatch(text);
  }
  if (header(request, "x-acs-security-token") !== "") {
    throw bad(
      "InvalidSecurityToken.MismatchWithAccessKey",
      "Specified SecurityToken mismatch with the AccessKey.",
    );
  }
  const nonce = header(request, "x-acs-signature-nonce");
  if (nonce === "") throw incomplete("x-acs-signature-nonce is mandatory");
  spendNonce(nonce, date, guard);
}
