import { AppError, isAppError } from "@/lib/domain/app-error";
import { paths } from "@/lib/paths";
import { joinByInvitation } from "@/lib/server/auth/join";
import { runForm, seeOther } from "@/lib/server/run-form";

/** Makes the account of an invitation, once, for who has the link. */
export const POST = runForm(async ({ env, auth, database, guesses }, form) => {
  if (env.mode !== "cloud") throw new AppError("not-found");
  const token = form.get("token")?.trim() ?? "";
  if (!guesses.mayTry("join")) return seeOther(paths.join(token, "later"));
  try {
    const place = { auth, db: database.db, clock: database.clock };
    const session = await joinByInvitation(place, { token, password: form.get("password") ?? "" });
    return seeOther(paths.home(), session);
  } catch (error) {
    if (isAppError(error, "invalid-input")) return seeOther(paths.join(token, "password"));
    throw error;
  }
});
