import "server-only";
import { type DestinationStream, type Logger, pino } from "pino";
import { isTest } from "./env";

const SECRET_KEYS = [
  "password",
  "token",
  "secret",
  "cookie",
  "authorization",
  "authSecret",
  "auditSigningKey",
  "databaseUrl",
  "accessKeyId",
  "accessKeySecret",
  "securityToken",
  "metricsToken",
  "clientSecret",
];

/** Values that are secret wherever they occur: keys, signatures, passwords in addresses, bearer tokens. */
const SECRET_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\bLTAI[0-9A-Za-z]{4,}/g, "[key]"],
  [/(\w+:\/\/[^\s:/@]*:)[^\s@/]+@/g, "$1[password]@"],
  [
    /((?:Signature(?:Nonce)?|SecurityToken|AccessKeyId|x-acs-security-token)["']?\s*[=:]\s*["']?)[^\s&"',;]+/gi,
    "$1[removed]",
  ],
  [/(Bearer\s+)[^\s"']+/gi, "$1[removed]"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "[key]"],
];

/** The text without anything that looks like a secret. */
function scrub(text: string): string {
  return SECRET_TEXT.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}

/** Only what is known to be safe: an SDK's error carries its whole request. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return scrub(String(error));
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: scrub(error.message),
    ...(typeof code === "string" ? { code } : {}),
    ...(error.stack ? { stack: scrub(error.stack) } : {}),
    ...(error.cause !== undefined && depth < 4 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** A number under such a name is a count or a version (a lease's token), never a secret. */
function hideText(value: unknown): unknown {
  return typeof value === "number" ? value : "[removed]";
}

/** A logger that writes one line of JSON an event and nothing secret; `err` in the fields is an error. */
export function createLogger(destination?: DestinationStream): Logger {
  const options = {
    base: null,
    level: isTest && !destination ? "silent" : "info",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => describeError(error) },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: hideText },
  };
  return destination ? pino(options, destination) : pino(options);
}

export const logger = createLogger();
