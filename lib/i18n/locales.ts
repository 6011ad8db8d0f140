export const LOCALES = ["en", "zh-CN"] as const;
export type Locale = (typeof LOCALES)[number];

export const LOCALE_COOKIE = "ik-locale";

/** Each language by its own name, as people look for it. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { en: "English", "zh-CN": "简体中文" };

export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && (LOCALES as readonly string[]).includes(value);
}

/**
 * The language of a request: what the user chose (cookie), else the best of Accept-Language, else English.
 * Any Chinese is answered in zh-CN, any English in en; `q=0` means "not this one".
 */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const wishes = (acceptLanguage ?? "")
    .split(",")
    .slice(0, 32)
    .map((part) => {
      const [range = "", ...params] = part.split(";");
      const q = params.map((param) => param.trim()).find((param) => param.startsWith("q="));
      const weight = q === undefined ? 1 : Number(q.slice(2));
      return { range: range.trim().toLowerCase(), weight: Number.isFinite(weight) ? weight : 0 };
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { range } of wishes) {
    if (range === "zh" || range.startsWith("zh-")) return "zh-CN";
    if (range === "en" || range.startsWith("en-")) return "en";
  }
  return "en";
}
