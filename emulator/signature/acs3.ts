import { bad } from "../refusal";
import { sha256 } from "./digests";
import { checkDate, type Guard, incomplete, keyOf, mismatch, spendNonce } from "./guard";
import { header, type SignedRequest } from "./request";

const ALGORITHM = "ACS3-HMAC-SHA256";

/** The parts of `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`, in any order. */
function read(authorization: string) {
  const space = authorization.indexOf(" ");
  const algorithm = space < 0 ? authorization : authorization.slice(0, space);
  const found = { algorithm, Credential: "", SignedHeaders: "", Signature: "" };
  if (space < 0) return found;
  for (const part of authorization.slice(space + 1).split(",")) {
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(equals, 0)).trim();
    if (name === "Credential" || name === "SignedHeaders" || name === "Signature") {
      found[name] = part.slice(equals + 1).trim();
    }
  }
  return found;
}

/** What the last header said up to its signature: of one client only that differs. */
let lastHead = { head: " ", parts: read("") };

const SIGNATURE = /^[0-9a-f]{64}$/;

function parse(authorization: string) {
  const { head, parts } = lastHead;
  if (authorization.startsWith(head) && authorization.length === head.length + 64) {
    const Signature = authorization.slice(head.length);
    if (SIGNATURE.test(Signature)) return { ...parts, Signature };
  }
  const found = read(authorization);
  if (authorization.endsWith(`,Signature=${found.Signature}`) && SIGNATURE.test(found.Signature)) {
    lastHead = { head: authorization.slice(0, -64), parts: found };
  }
  return found;
}

/** The last SignedHeaders that were read, and what they say: a client always signs the same ones. */
let lastList = { list: "", names: [] as readonly string[], joined: "" };

function namesOf(list: string) {
  if (list !== lastList.list) {
    const names = list.toLowerCase().split(";").filter(Boolean).sort();
    lastList = { list, names, joined: names.join(";") };
  }
  return lastList;
}

/** Throws when an `x-acs-*` header of the request is not signed. */
function checkAllSigned({ headers }: SignedRequest, names: readonly string[]): void {
  for (const name in headers) {
    if (name.startsWith("x-acs-") && !names.includes(name)) {
      throw mismatch(`${ALGORITHM} (header ${name} is not signed)`);
    }
  }
}

function stringToSign(request: SignedRequest, list: string): string {
  const { names, joined } = namesOf(list);
  checkAllSigned(request, names);
  const hash = sha256(request.body);
  const claimed = header(request, "x-acs-content-sha256");
  if (claimed !== "" && claimed !== hash) throw mismatch(`${ALGORITHM} (the body's SHA-256 is ${hash})`);
  let lines = "";
  for (const name of names) lines += `${name}:${header(request, name)}\n`;
  const query = request.query.canonical();
  return `${ALGORITHM}\n${sha256(`${request.method}\n${request.path}\n${query}\n${lines}\n${joined}\n${hash}`)}`;
}

/**
 * Checks an ACS3 signature in the order key, date, signature, nonce.
 * Throws Refusal: IncompleteSignature, InvalidAccessKeyId.NotFound, InvalidTimeStamp.*, SignatureDoesNotMatch,
 * InvalidSecurityToken.MismatchWithAccessKey, SignatureNonceUsed.
 */
export function checkAcs3(request: SignedRequest, guard: Guard): void {
  const { algorithm, Credential, SignedHeaders, Signature } = parse(header(request, "authorization"));
  if (!Credential || !SignedHeaders || !Signature)
    throw incomplete("Credential, SignedHeaders and Signature are mandatory");
  const key = keyOf(Credential);
  const dated = header(request, "x-acs-date");
  if (dated === "") throw incomplete("x-acs-date is mandatory");
  checkDate(dated, guard);
  const text = stringToSign(request, SignedHeaders);
  if (algorithm !== ALGORITHM || key.sign(text) !== Signature) throw mismatch(text);
  if (header(request, "x-acs-security-token") !== "") {
    throw bad(
      "InvalidSecurityToken.MismatchWithAccessKey",
      "Specified SecurityToken mismatch with the AccessKey.",
    );
  }
  const nonce = header(request, "x-acs-signature-nonce");
  if (nonce === "") throw incomplete("x-acs-signature-nonce is mandatory");
  spendNonce(nonce, guard);
}
