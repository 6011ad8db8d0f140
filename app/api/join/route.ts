import { SYSTEM } from "@/lib/domain/actor";
import { AppError, isAppError } from "@/lib/domain/app-error";
import { paths } from "@/lib/paths";
import { runForm, seeOther } from "@/lib/server/run-form";
import { joinByInvitation } from "@/lib/server/services/members/join";

/** Makes the account of an invitation, once, for who has the link. */
export const POST = runForm(async ({ env, auth, guesses, contextFor }, form, request) => {
  if (env.mode !== "cloud") throw new AppError("not-found");
  const token = form.get("token")?.trim() ?? "";
  if (!guesses.mayTry("join")) return seeOther(paths.join(token, "later"));
  try {
    const wish = { token, password: form.get("password") ?? "" };
    const session = await joinByInvitation(contextFor(SYSTEM), auth, wish, {
      userAgent: request.headers.get("user-agent"),
    });
    return seeOther(paths.home(), session);
  } catch (error) {
    if (isAppError(error, "invalid-input")) return seeOther(paths.join(token, "password"));
    throw error;
  }
});
