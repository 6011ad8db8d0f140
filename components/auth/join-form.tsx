import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import type { Role } from "@/lib/domain/roles";
import { paths } from "@/lib/paths";
import { FormProblem } from "./form-problem";

type JoinFormProps = {
  readonly token: string;
  readonly email: string;
  readonly role: Role;
  readonly problem: unknown;
};

/** An invited member chooses a password; a plain form that works without a script. */
export function JoinForm({ token, email, role, problem }: JoinFormProps) {
  const t = useTranslations("join");
  const roles = useTranslations("shell.roles");
  const isShort = problem === "password";
  return (
    <>
      <h1 className="font-semibold text-xl">{t("title")}</h1>
      <p className="text-ink-2">{t("about", { email, role: roles(role) })}</p>
      {isShort || problem === "later" ? (
        <FormProblem>{t(isShort ? "problem.password" : "problem.later")}</FormProblem>
      ) : null}
      <form method="post" action={paths.api.join()} className="flex flex-col gap-4">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <TextField
          label={t("password")}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          maxLength={128}
          required
          hint={t("passwordHint")}
          error={isShort ? t("problem.password") : undefined}
        />
        <Button type="submit" variant="primary">
          {t("submit")}
        </Button>
      </form>
    </>
  );
}
