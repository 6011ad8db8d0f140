import { paths } from "@/lib/paths";
import { endSession } from "@/lib/server/auth/session";
import { runForm, seeOther } from "@/lib/server/run-form";

export const POST = runForm(async ({ auth }, _form, request) =>
  seeOther(paths.signIn(), await endSession(auth, request.headers)),
);
