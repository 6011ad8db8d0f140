import { bad, missing } from "../refusal";
import { hmacOf } from "./digests";
import { createNonces, type Nonces } from "./nonces";

/** The one key this endpoint knows, and its secret: both are public, for a local endpoint only. */
const DEMO_KEY = { id: "LTAI5tDemoImagekeeper", secret: "demo-secret-imagekeeper" } as const;

/** How far a signature's date may be off, in ms. */
const SKEW_MS = 15 * 60_000;

/** What signatures are judged with: the real clock and the nonces seen. */
export interface Guard {
  readonly real: () => number;
  readonly nonces: Nonces;
}

/** A guard that has seen nothing yet. */
export function createGuard(real: () => number): Guard {
  // A date may be so far ahead now and so far behind when it comes again.
  return { real, nonces: createNonces(2 * SKEW_MS) };
}

/** Something that a signature consists of is not there. */
export function incomplete(what: string) {
  return bad("IncompleteSignature", `The request signature does not conform to Aliyun standards: ${what}.`);
}

/** A key of an account. */
interface Key {
  readonly secret: string;
  /** Signs what ACS3 signs: the name of the algorithm, a line feed, and a SHA-256 in hexadecimal. */
  readonly sign: (text: string) => string;
}

const KEY: Key = { secret: DEMO_KEY.secret, sign: hmacOf(DEMO_KEY.secret, 81) };

/** The key of an ID. Throws 404 InvalidAccessKeyId.NotFound. */
export function keyOf(id: string): Key {
  if (id !== DEMO_KEY.id) throw missing("InvalidAccessKeyId.NotFound", "Specified access key is not found.");
  return KEY;
}

/** The last date that was read: those of a second are the same. */
let lastDate = { text: "", ms: Number.NaN };

function msOf(text: string): number {
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date) || new Date(date).toISOString().slice(0, 19) !== text.slice(0, 19)) {
    throw bad("InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
  }
  return date;
}

/** Judges the date of a signature. Throws InvalidTimeStamp.Format, InvalidTimeStamp.Expired. */
export function checkDate(text: string, guard: Guard): void {
  if (text !== lastDate.text) lastDate = { text, ms: msOf(text) };
  if (Math.abs(guard.real() - lastDate.ms) > SKEW_MS) {
    throw bad("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  }
}

/** The signature is not the one we calculate. */
export function mismatch(stringToSign: string) {
  return bad(
    "SignatureDoesNotMatch",
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  );
}

/** Remembers the nonce of a good signature. Throws SignatureNonceUsed. */
export function spendNonce(nonce: string, guard: Guard): void {
  if (!guard.nonces.spend(nonce, guard.real())) {
    throw bad("SignatureNonceUsed", "Specified signature nonce was used already.");
  }
}
