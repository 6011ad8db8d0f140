import type { DeleteFailed, Denied } from "./delete";

export type ProtectResult =
  | {
      readonly kind: "protected";
      readonly by: string;
      readonly since: string;
      /** Somebody had protected it before, and that stands. */
      readonly isNew: boolean;
    }
  | Denied
  | DeleteFailed;

export type UnprotectResult =
  /** `auditSeq` is null when nobody protected it. */
  { readonly kind: "unprotected"; readonly auditSeq: number | null } | Denied | DeleteFailed;
