/** Where a sign-in leads when nothing better was asked for. */
export const HOME = "/templates";

const OURS = "http://ours.invalid";

/**
 * The path that a sign-in returns to: only a path of ours, else HOME. Everything that a browser might read as another
 * host (`//host`, `/\host`, control characters that it drops) and what is no page leads to HOME.
 */
export function nextPath(wanted: string | null | undefined): string {
  if (!wanted || wanted.length > 2048 || !/^\/(?![/\\])/.test(wanted)) return HOME;
  if (/[\\\p{Cc}]/u.test(wanted) || !URL.canParse(wanted, OURS)) return HOME;
  const url = new URL(wanted, OURS);
  if (url.origin !== OURS || url.pathname.startsWith("//")) return HOME;
  if (url.pathname === "/" || /^\/(?:api|_next|sign-in|setup)(?:\/|$)/.test(url.pathname)) return HOME;
  return `${url.pathname}${url.search}${url.hash}`;
}
