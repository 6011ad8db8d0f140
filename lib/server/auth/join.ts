import "server-only";
import { AppError } from "@/lib/domain/app-error";
import { appendAudit } from "../audit/append";
import type { Db, DbClock } from "../context";
import { createMember, type NewSession, signInMember } from "./accounts";
import { claimInvitation, readInvitation, releaseInvitation } from "./invitations";
import type { AuthLibrary } from "./library";

type Place = { readonly auth: AuthLibrary; readonly db: Db; readonly clock: DbClock };

/**
 * Makes the account of an invitation with the password its owner chose, and signs it in. The link works once.
 * Throws `not-found` for a link that is unknown, used or too old, `invalid-input` with the parameter `password`, and
 * `database-unavailable`.
 */
export async function joinByInvitation(
  { auth, db, clock }: Place,
  wish: { readonly token: string; readonly password: string },
): Promise<NewSession> {
  if (wish.password.length < 12 || wish.password.length > 128) {
    throw new AppError("invalid-input", { params: { parameter: "password" } });
  }
  const invitation = await readInvitation(db, clock, wish.token);
  if (!invitation) throw new AppError("not-found");
  const { email, role } = invitation;
  await db.transaction().execute(async (trx) => {
    await appendAudit(trx, clock, {
      actor: email,
      action: "member.join",
      phase: "outcome",
      outcome: "succeeded",
      reason: `${role}, invited by ${invitation.invitedBy}`,
    });
    if (!(await claimInvitation(trx, clock, wish.token))) throw new AppError("not-found");
  });
  try {
    await createMember(auth, { email, password: wish.password, role });
  } catch (error) {
    // Nobody was made: the link must not be lost.
    await releaseInvitation(db, wish.token);
    throw error;
  }
  return await signInMember(auth, email, wish.password);
}
