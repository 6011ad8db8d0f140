import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { paths } from "@/lib/paths";
import { FormProblem } from "./form-problem";

const FIELDS = ["token", "email", "password"] as const;

/** The first admin's account as a plain form; a problem stands at the field that has it. */
export function SetUpForm({ problem }: { readonly problem: unknown }) {
  const t = useTranslations("setup");
  const wrong = FIELDS.find((field) => field === problem);
  const error = (field: (typeof FIELDS)[number]) => (wrong === field ? t(`problem.${field}`) : undefined);
  return (
    <>
      <h1 className="font-semibold text-xl">{t("title")}</h1>
      <p className="text-ink-2">{t("about")}</p>
      {wrong ? <FormProblem>{t(`problem.${wrong}`)}</FormProblem> : null}
      {problem === "later" ? <FormProblem>{t("problem.later")}</FormProblem> : null}
      <form method="post" action={paths.api.setup()} className="flex flex-col gap-4">
        <TextField label={t("token")} name="token" required error={error("token")} />
        <TextField
          label={t("email")}
          name="email"
          type="email"
          autoComplete="username"
          required
          error={error("email")}
        />
        <TextField
          label={t("password")}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          maxLength={128}
          required
          hint={t("passwordHint")}
          error={error("password")}
        />
        <Button type="submit" variant="primary">
          {t("submit")}
        </Button>
      </form>
    </>
  );
}
