import "server-only";
import { AppError } from "@/lib/domain/app-error";
import { appendAudit } from "@/lib/server/audit/append";
import { type Browser, createMember, type NewSession, signInMember } from "@/lib/server/auth/accounts";
import { claimInvitation, readInvitation, releaseInvitation } from "@/lib/server/auth/invitations";
import type { AuthLibrary } from "@/lib/server/auth/library";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { SystemCtx } from "@/lib/server/context";

/**
 * Makes, for somebody who has no account yet, the account of an invitation with the password its owner chose, and signs it in. The link works once.
 * Throws `not-found` for a link that is unknown, used or too old, `invalid-input` with the parameter `password`, and
 * `database-unavailable`.
 */
export async function joinByInvitation(
  ctx: SystemCtx,
  auth: AuthLibrary,
  wish: { readonly token: string; readonly password: string },
  browser: Browser = {},
): Promise<NewSession> {
  requirePermission(ctx, "settings");
  const { db, clock } = ctx;
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
  return await signInMember(auth, email, wish.password, browser);
}
