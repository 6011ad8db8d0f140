import { AppError, isAppError } from "@/lib/domain/app-error";
import { nextPath } from "@/lib/domain/next-path";
import { isRole } from "@/lib/domain/roles";
import { paths } from "@/lib/paths";
import { signInDemo, signInMember } from "@/lib/server/auth/accounts";
import { endSession } from "@/lib/server/auth/session";
import { runForm, seeOther } from "@/lib/server/run-form";

/** The demo's buttons post a role, members their e-mail and password. The browser's session of before ends. */
export const POST = runForm(async ({ env, auth, guesses }, form, request) => {
  const next = nextPath(form.get("next"));
  const browser = { userAgent: request.headers.get("user-agent") };
  if (env.mode === "demo") {
    const role = form.get("role");
    if (!isRole(role)) throw new AppError("invalid-input", { params: { parameter: "role" } });
    const session = await signInDemo(auth, role, browser);
    await endSession(auth, request.headers);
    return seeOther(next, session);
  }
  const email = form.get("email")?.trim().toLowerCase() ?? "";
  if (!guesses.mayTry(email)) return seeOther(paths.signIn(next, "later"));
  try {
    const session = await signInMember(auth, email, form.get("password") ?? "", browser);
    await endSession(auth, request.headers);
    return seeOther(next, session);
  } catch (error) {
    if (!isAppError(error, "not-signed-in")) throw error;
    return seeOther(paths.signIn(next, "wrong"));
  }
});
