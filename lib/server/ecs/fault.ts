import "server-only";
import type { EcsFault } from "@/lib/domain/app-error";
import { vendorLink } from "./recommend";

const LONGEST_TEXT = 1000;
const MOST_DETAILS = 20;

/**
 * What an error answer says, as far as it may be shown. `body` is the parsed answer, `status` the HTTP status.
 * Source: RequestId, HostId, Code, Message, Recommend, AccessDeniedDetail (the SDK's reading of error answers).
 */
export function toFault(body: unknown, status: number | undefined): EcsFault {
  const answer = isRecord(body) ? body : {};
  const code = text(answer.Code ?? answer.code);
  const requestId = text(answer.RequestId ?? answer.requestId);
  const message = text(answer.Message ?? answer.message);
  const recommend = vendorLink(answer.Recommend);
  const accessDenied = details(answer.AccessDeniedDetail ?? answer.accessDeniedDetail);
  return {
    ...(code !== undefined && { code }),
    ...(status !== undefined && { httpStatus: status }),
    ...(requestId !== undefined && { requestId }),
    ...(message !== undefined && { message: safeMessage(message) }),
    ...(recommend !== undefined && { recommend }),
    ...(accessDenied !== undefined && { accessDenied }),
  };
}

/** The signature's error repeats the signed text, and with it the content; addresses lose what follows the `?`. */
function safeMessage(message: string): string {
  return message
    .replace(/[.,;:\s]*(?:server )?string to sign\b.*$/is, "")
    .replace(/(https?:\/\/[^\s?#]+)[?#]\S*/g, "$1")
    .slice(0, LONGEST_TEXT);
}

function details(value: unknown): Record<string, string> | undefined {
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value)
    .filter(([, entry]) => ["string", "number", "boolean"].includes(typeof entry))
    .slice(0, MOST_DETAILS)
    .map(([key, entry]) => [key.slice(0, 64), String(entry).slice(0, LONGEST_TEXT)] as const);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, LONGEST_TEXT * 4) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
