import type { Call } from "../actions/action";
import { bad } from "../refusal";
import { sha256 } from "../signature/digests";
import { optional } from "./parameters";

/** The ClientToken of a write: ASCII, at most 64 characters. Throws 400 InvalidParameter.ClientToken. */
export function clientToken(call: Call): string | undefined {
  const token = optional(call, "ClientToken");
  if (token !== undefined && !/^[\x20-\x7e]{1,64}$/.test(token)) {
    throw bad("InvalidParameter.ClientToken", "ClientToken takes at most 64 ASCII characters.");
  }
  return token;
}

/** Parameters of the protocol and of the account, which make no difference to what a call asks for. */
const PROTOCOL = new Set([
  ...["Action", "Version", "Format", "AccessKeyId", "SignatureNonce", "SignatureMethod", "SignatureVersion"],
  ...["SignatureType", "Timestamp", "Signature", "SecurityToken", "ClientToken"],
  ...["OwnerId", "OwnerAccount", "ResourceOwnerId", "ResourceOwnerAccount"],
]);

/** What a call asks for, as a digest: two calls with the same one are the same call. However long, it is short. */
export function fingerprint(call: Call): string {
  const asked = [...call.parameters].filter(([name, value]) => !PROTOCOL.has(name) && value !== "");
  return sha256(JSON.stringify(asked.sort(([left], [right]) => (left < right ? -1 : 1))));
}
