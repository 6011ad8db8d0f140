import "server-only";
import { createHash } from "node:crypto";
import { LOCALE_COOKIE, type Locale, pickLocale } from "@/lib/i18n/locales";

type Refusal = {
  readonly status: number;
  readonly code: string;
  /** For people, one sentence an entry; plain text. The catalogue of texts is not loaded at the doorstep. */
  readonly sentences: Readonly<Record<Locale, readonly string[]>>;
};

const TITLE: Readonly<Record<Locale, string>> = { en: "Request refused", "zh-CN": "请求已被拒绝" };

const RULES =
  "body{max-width:40rem;margin:4rem auto;padding:0 1.5rem;font:14px/1.6 system-ui,sans-serif}h1{font-size:20px}";
const STYLE = `<style>${RULES}</style>`;
const STYLE_HASH = createHash("sha256").update(RULES).digest("base64");

const HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
};

/** A refusal before anything was parsed: a page in the browser's language, else an API's error in English. */
export function refuse(sent: Headers, { status, code, sentences }: Refusal): Response {
  if (!sent.get("accept")?.includes("text/html")) {
    const message = sentences.en.join(" ");
    return Response.json({ error: { code, message } }, { status, headers: HEADERS });
  }
  const locale = pickLocale(chosenLocale(sent.get("cookie")), sent.get("accept-language"));
  const body = sentences[locale].map((sentence) => `<p>${toHtml(sentence)}</p>`).join("\n");
  const html = `<!doctype html>\n<html lang="${locale}">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<meta name="color-scheme" content="light dark">\n<title>Imagekeeper</title>\n${STYLE}\n<h1>${TITLE[locale]}</h1>\n${body}\n</html>\n`;
  return new Response(html, {
    status,
    headers: { ...HEADERS, "content-type": "text/html; charset=utf-8" },
  });
}

function chosenLocale(cookie: string | null): string | undefined {
  const pairs = cookie?.split(/;\s*/) ?? [];
  return pairs.find((pair) => pair.startsWith(`${LOCALE_COOKIE}=`))?.slice(LOCALE_COOKIE.length + 1);
}

function toHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
