import { AppError, isAppError } from "@/lib/domain/app-error";
import { nextPath } from "@/lib/domain/next-path";
import { isRole } from "@/lib/domain/roles";
import { paths } from "@/lib/paths";
import { signInDemo, signInMember } from "@/lib/server/auth/accounts";
import { runForm, seeOther } from "@/lib/server/run-form";

/** The demo's buttons post a role, members their e-mail and password. */
export const POST = runForm(async ({ env, auth, guesses }, form) => {
  const next = nextPath(form.get("next"));
  if (env.mode === "demo") {
    const role = form.get("role");
    if (!isRole(role)) throw new AppError("invalid-input", { params: { parameter: "role" } });
    return seeOther(next, await signInDemo(auth, role));
  }
  const email = form.get("email")?.trim().toLowerCase() ?? "";
  if (!guesses.mayTry(email)) return seeOther(paths.signIn(next, "later"));
  try {
    return seeOther(next, await signInMember(auth, email, form.get("password") ?? ""));
  } catch (error) {
    if (!isAppError(error, "not-signed-in")) throw error;
    return seeOther(paths.signIn(next, "wrong"));
  }
});
