import type { AuditItem } from "@/lib/contracts/audit";
import { APP_ERROR_CODES, type AppErrorCode } from "@/lib/domain/app-error";

/** Why an event came out as it did, as a text's key with its values; the log itself keeps machine words. */
export type Explanation =
  | { readonly kind: "text"; readonly key: TextKey; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: "error"; readonly code: AppErrorCode }
  /** What a person typed, or words that we do not know: shown as they are. */
  | { readonly kind: "verbatim"; readonly text: string }
  | { readonly kind: "nothing" };

export type TextKey =
  | "build"
  | "statusUnknown"
  | "protected"
  | "deleteInProgress"
  | "role"
  | "gone"
  | "notSent"
  | "noAnswer"
  | "foundGone"
  | "tookEffectLate"
  | "stillThere"
  | "givenUp"
  | "started"
  | "cancelling"
  | "cancel"
  | "foundBuild"
  | "restoredFrom"
  | "keptFor"
  | "givenUpDay"
  | "queueEnd"
  | "noAccount";

const NAMED: Readonly<Record<string, TextKey>> = {
  protected: "protected",
  "delete-in-progress": "deleteInProgress",
  "already deleted elsewhere": "gone",
  "not settled in 7 days": "givenUp",
  "not settled in 24 hours": "givenUpDay",
  "no such account any more": "noAccount",
};

const PATTERNS: readonly (readonly [RegExp, TextKey])[] = [
  [/^role (?<role>viewer|operator|auditor|admin)$/, "role"],
  [/^not sent: (?<why>.+)$/, "notSent"],
  [/^no usable answer: (?<why>.+)$/, "noAnswer"],
  [/^took effect late: found gone at (?<at>\S+)$/, "tookEffectLate"],
  [/^found gone at (?<at>\S+)$/, "foundGone"],
  [/^still there at (?<at>\S+)$/, "stillThere"],
  [/^started (?<build>exec-\w+)$/, "started"],
  [/^cancelling (?<build>exec-\w+)$/, "cancelling"],
  [/^cancel (?<build>exec-\w+)$/, "cancel"],
  [/^restored from (?<template>ip-\w+)$/, "restoredFrom"],
  [/^kept for (?<days>\d+) days$/, "keptFor"],
  [/^found (?<status>[A-Z_]+) at (?<at>\S+)$/, "foundBuild"],
];

/** Reads the machine words of an event. An intent's reason is what the user typed, except for a cancel. */
export function explainEvent(item: AuditItem): Explanation {
  const { reason, buildId, buildStatus } = item;
  if (item.phase === "outcome" && buildId && buildStatus) {
    return text(reason === "status-unknown" ? "statusUnknown" : "build", {
      build: buildId,
      status: buildStatus,
    });
  }
  if (reason === null || reason === "") return { kind: "nothing" };
  if (item.action === "template.delete.unqueue" && item.outcome === "failed" && item.actor === "system")
    return text("queueEnd", { why: reason === "by-hand" ? "byHand" : reason });
  if (item.phase === "intent" && item.action === "template.delete") return { kind: "verbatim", text: reason };
  const named = NAMED[reason];
  if (named) return text(named, {});
  for (const [pattern, key] of PATTERNS) {
    const found = pattern.exec(reason);
    if (found) return text(key, { ...found.groups });
  }
  const code = APP_ERROR_CODES.find((each) => each === reason);
  return code ? { kind: "error", code } : { kind: "verbatim", text: reason };
}

function text(key: TextKey, values: Readonly<Record<string, string>>): Explanation {
  return { kind: "text", key, values };
}
