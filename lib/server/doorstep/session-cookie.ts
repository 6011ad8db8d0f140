import "server-only";

/** Whether a session cookie was sent at all; whether it is any good only the database knows. */
export function hasSessionCookie(cookie: string | null): boolean {
  return (
    cookie?.split(/;\s*/).some((part) => /^(?:__Secure-)?imagekeeper\.session_token=./.test(part)) ?? false
  );
}
