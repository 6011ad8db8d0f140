export type Fault = { readonly kind: string; readonly [field: string]: unknown };

/** Every kind of fault that the local endpoint knows. */
export const FAULTS: readonly Fault[] = [
  { kind: "error", status: 403, code: "Forbidden.RAM", message: "no" },
  { kind: "error", status: 500, code: "InternalError", message: "oops" },
  { kind: "error", status: 400, code: "SignatureNonceUsed", message: "seen" },
  { kind: "throttle" },
  { kind: "latency", ms: 300 },
  { kind: "timeout" },
  { kind: "reset" },
  { kind: "reset-after-effect" },
  { kind: "truncate" },
  { kind: "html" },
  { kind: "empty" },
  { kind: "empty-list" },
  { kind: "wrong-type" },
  { kind: "repeat-token" },
  { kind: "expired-token" },
];

/** How long a fault stays: one call, for ever, or every call with one chance in two. */
export const MODES = { once: { times: 1 }, "for ever": {}, half: { rate: 0.5 } } as const;
export type Mode = keyof typeof MODES;
