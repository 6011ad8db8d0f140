import { cookies } from "next/headers";
import { nextPath } from "@/lib/domain/next-path";
import { isLocale, LOCALE_COOKIE } from "@/lib/i18n/locales";
import { isTheme, THEME_COOKIE } from "@/lib/i18n/theme";

const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * POST `theme` (`light`, `dark`, `system`) or `locale` (`en`, `zh-CN`) as a form: keeps the choice in a cookie of this
 * browser and goes back to `next`. With `Accept: application/json` it answers 204 and goes nowhere. Open without a
 * session, because the sign-in page has both choices too. The origin rule of proxy.ts comes first, as for every POST.
 */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => null);
  const theme = form?.get("theme");
  const locale = form?.get("locale");
  const jar = await cookies();
  const keep = {
    maxAge: YEAR_SECONDS,
    path: "/",
    sameSite: "lax",
    httpOnly: true,
    secure: new URL(request.url).protocol === "https:",
  } as const;
  if (isTheme(theme)) jar.set(THEME_COOKIE, theme, keep);
  else if (theme === "system") jar.delete(THEME_COOKIE);
  else if (isLocale(locale)) jar.set(LOCALE_COOKIE, locale, keep);
  else {
    const message = "theme is light, dark or system; locale is en or zh-CN";
    return Response.json({ error: { code: "invalid-input", message } }, { status: 400 });
  }
  if (request.headers.get("accept")?.includes("application/json")) return new Response(null, { status: 204 });
  const next = form?.get("next");
  return new Response(null, {
    status: 303,
    headers: { location: nextPath(typeof next === "string" ? next : null) },
  });
}
