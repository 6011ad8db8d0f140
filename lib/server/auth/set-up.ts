import "server-only";
import type { Kysely } from "kysely";
import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { Database } from "@/lib/server/db/schema";
import { type Browser, createMember, hasMember, type NewSession, signInMember } from "./accounts";
import type { AuthLibrary } from "./library";
import { claimSetupToken, setupToken } from "./setup-token";

type Place = {
  readonly auth: AuthLibrary;
  readonly db: Kysely<Database>;
  readonly secret: string;
  readonly random: (bytes: number) => string;
};
type Wish = { readonly token: string; readonly email: string; readonly password: string };

/**
 * Makes the first admin and signs it in, once. Throws `not-found` when there is a member already, `invalid-input` with
 * the parameter `email`, `password` or `token`, and `database-unavailable`.
 */
export async function setUp(
  { auth, db, secret, random }: Place,
  wish: Wish,
  browser: Browser = {},
): Promise<NewSession> {
  if (await hasMember(auth)) throw new AppError("not-found");
  if (!z.email().safeParse(wish.email).success) throw refused("email");
  if (wish.password.length < 12 || wish.password.length > 128) throw refused("password");
  if (!(await claimSetupToken(db, secret, wish.token))) throw refused("token");
  try {
    await createMember(auth, { email: wish.email, password: wish.password, role: "admin" });
  } catch (error) {
    // Nobody was made: the console must not stay without a token until the next start.
    await setupToken(db, secret, random);
    throw error;
  }
  return signInMember(auth, wish.email.toLowerCase(), wish.password, browser);
}

function refused(parameter: string): AppError {
  return new AppError("invalid-input", { params: { parameter } });
}
