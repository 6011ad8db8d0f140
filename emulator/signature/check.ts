import { checkAcs3 } from "./acs3";
import { type Guard, incomplete } from "./guard";
import { header, type SignedRequest } from "./request";
import { checkRpc, looksRpc } from "./rpc";

/** Checks whichever signature a request has; an `Authorization: ACS3-…` header decides. Throws Refusal. */
export function checkSignature(request: SignedRequest, guard: Guard): void {
  if (header(request, "authorization").startsWith("ACS3-")) checkAcs3(request, guard);
  else if (looksRpc(request)) checkRpc(request, guard);
  else throw incomplete("there is none");
}

/** Has the request anything of a call to ECS? Without, a GET of / is somebody who looks what this is. */
export function isCall(request: SignedRequest): boolean {
  return (
    header(request, "authorization") !== "" ||
    request.query.pairs.length > 0 ||
    request.form.length > 0 ||
    Object.keys(request.headers).some((name) => name.startsWith("x-acs-"))
  );
}
