import { AppError, isAppError } from "@/lib/domain/app-error";
import { paths } from "@/lib/paths";
import { setUp } from "@/lib/server/auth/set-up";
import { runForm, seeOther } from "@/lib/server/run-form";

/** Makes the first admin, once, for who has the token of the log. */
export const POST = runForm(async ({ env, auth, database, guesses, random }, form, request) => {
  if (env.mode !== "cloud") throw new AppError("not-found");
  if (!guesses.mayTry("setup")) return seeOther(paths.setup("later"));
  const field = (name: string) => form.get(name)?.trim() ?? "";
  const wish = { token: field("token"), email: field("email"), password: form.get("password") ?? "" };
  const place = { auth, db: database.db, secret: env.authSecret, random };
  const browser = { userAgent: request.headers.get("user-agent") };
  try {
    return seeOther(paths.home(), await setUp(place, wish, browser));
  } catch (error) {
    if (isAppError(error, "invalid-input")) return seeOther(paths.setup(error.params.parameter));
    throw error;
  }
});
