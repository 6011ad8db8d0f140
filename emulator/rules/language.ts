import type { Call } from "../actions/action";
import { missing } from "../refusal";
import { optional } from "./parameters";

const LANGUAGES = new Set(["zh-CN", "zh-TW", "en-US", "ja", "fr", "de", "ko"]);

/** AcceptLanguage, Chinese when absent. Throws 404 InvalidAcceptLanguage.NotFound. */
export function languageOf(call: Call): string {
  const language = optional(call, "AcceptLanguage") ?? "zh-CN";
  if (!LANGUAGES.has(language)) {
    throw missing("InvalidAcceptLanguage.NotFound", "The specified AcceptLanguage does not exist.");
  }
  return language;
}
