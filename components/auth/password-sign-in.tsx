import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { paths } from "@/lib/paths";
import { FormProblem } from "./form-problem";

type PasswordSignInProps = { readonly next: string; readonly problem: unknown };

/** E-mail and password as a plain form. */
export function PasswordSignIn({ next, problem }: PasswordSignInProps) {
  const t = useTranslations("signIn");
  return (
    <>
      <h1 className="font-semibold text-xl">{t("title")}</h1>
      {problem === "wrong" || problem === "later" || problem === "link" ? (
        <FormProblem>{t(`problem.${problem}`)}</FormProblem>
      ) : null}
      <form method="post" action={paths.api.signIn()} className="flex flex-col gap-4">
        <input type="hidden" name="next" value={next} />
        <TextField label={t("email")} name="email" type="email" autoComplete="username" required />
        <TextField
          label={t("password")}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <Button type="submit" variant="primary">
          {t("submit")}
        </Button>
      </form>
    </>
  );
}
