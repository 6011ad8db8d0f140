import "server-only";
import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/domain/app-error";
import type { Role } from "@/lib/domain/roles";
import type { AuthLibrary } from "./library";

/** What is kept of who opens a session, so that its owner knows it again. */
export type Browser = { readonly userAgent?: string | null };

const MOST_OF_A_NAME = 300;

function sentBy({ userAgent }: Browser): Headers {
  return new Headers(userAgent ? { "user-agent": userAgent.slice(0, MOST_OF_A_NAME) } : {});
}

/** Set-Cookie values of a new session. */
export type NewSession = readonly string[];

/** Opens a session of `<role>@demo`, whose account is made when it is first used. Only the demo may call this. */
export async function signInDemo(auth: AuthLibrary, role: Role, browser: Browser = {}): Promise<NewSession> {
  const name = `${role}@demo`;
  // The library asks for a domain with a dot; what the audit log shows is the name.
  const email = `${name}.invalid`;
  const { internalAdapter } = await auth.$context;
  const find = async () => (await internalAdapter.findUserByEmail(email))?.user;
  const account = { name, email, role, kind: "demo", emailVerified: true };
  // Two first presses at once: one of them makes the account, the other finds it.
  const user =
    (await find()) ??
    (await internalAdapter.createUser(account, { method: "admin" }).catch(async (error: unknown) => {
      const other = await find();
      if (other) return other;
      throw error;
    }));
  const answer = await auth.api.issueSession({
    body: { userId: user.id },
    headers: sentBy(browser),
    returnHeaders: true,
  });
  return answer.headers.getSetCookie();
}

/** Opens a session by e-mail and password. Throws `not-signed-in` when they do not fit together. */
export async function signInMember(
  auth: AuthLibrary,
  email: string,
  password: string,
  browser: Browser = {},
): Promise<NewSession> {
  try {
    const answer = await auth.api.signInEmail({
      body: { email, password },
      headers: sentBy(browser),
      returnHeaders: true,
    });
    return answer.headers.getSetCookie();
  } catch (cause) {
    const status = cause instanceof Error && "statusCode" in cause ? cause.statusCode : 500;
    if (typeof status === "number" && status < 500) throw new AppError("not-signed-in", { cause });
    throw new AppError("database-unavailable", { cause });
  }
}

/** Makes a member's account with its password, both or neither; the e-mail is its name in the audit log. */
export async function createMember(
  auth: AuthLibrary,
  member: { readonly email: string; readonly password: string; readonly role: Role },
): Promise<void> {
  const { internalAdapter, password } = await auth.$context;
  const email = member.email.toLowerCase();
  // The library's word for an account with a password: one whose ID is its user's.
  const id = randomUUID();
  const user = { id, name: email, email, emailVerified: true, role: member.role, kind: "member" };
  const account = { providerId: "credential", accountId: id, password: await password.hash(member.password) };
  await internalAdapter.createOAuthUser(user, account);
}

/** Whether there is an account of a member, so that the console is set up. */
export async function hasMember(auth: AuthLibrary): Promise<boolean> {
  const { adapter } = await auth.$context;
  const count = await adapter.count({ model: "user", where: [{ field: "kind", value: "member" }] });
  return count > 0;
}
