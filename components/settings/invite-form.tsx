"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useChange } from "@/components/shell/use-change";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { RelativeTime } from "@/components/ui/relative-time";
import { SelectField } from "@/components/ui/select-field";
import { Spinner } from "@/components/ui/spinner";
import { TextField } from "@/components/ui/text-field";
import { inviteInput } from "@/lib/contracts/members";
import { ROLES } from "@/lib/domain/roles";
import { paths } from "@/lib/paths";
import { requestInvite } from "@/lib/queries/member-actions";

type Invited = { readonly email: string; readonly link: string; readonly expiresAt: string };

/** Invites by e-mail: the link is shown once, to be handed over by whoever invites. What was typed stays on an error. */
export function InviteForm() {
  const t = useTranslations("members.invite");
  const roles = useTranslations("shell.roles");
  const { isBusy, problem, send } = useChange();
  const [wrong, setWrong] = useState(false);
  const [invited, setInvited] = useState<Invited | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const input = inviteInput.safeParse(Object.fromEntries(new FormData(form)));
    setWrong(!input.success);
    if (!input.success) return;
    const { email } = input.data;
    const made = await send(() => requestInvite(input.data), t("made", { email }));
    if (made === null || made.kind !== "invited") return;
    const link = new URL(paths.join(made.token), window.location.origin).href;
    setInvited({ email, link, expiresAt: made.expiresAt });
    form.reset();
  };

  return (
    <div className="flex flex-col gap-3 p-4">
      <form
        onSubmit={(event) => void submit(event)}
        noValidate
        className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_9rem_auto]"
      >
        <TextField
          label={t("email")}
          name="email"
          type="email"
          autoComplete="off"
          spellCheck={false}
          error={wrong ? t("emailWrong") : undefined}
        />
        <SelectField label={t("role")} name="role" defaultValue="viewer">
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {roles(role)}
            </option>
          ))}
        </SelectField>
        <Button
          type="submit"
          variant="primary"
          aria-busy={isBusy || undefined}
          icon={isBusy ? <Spinner /> : undefined}
          className="sm:mt-6"
        >
          {t("submit")}
        </Button>
      </form>
      {problem ? <ErrorCallout error={problem} effect={t("notMade")} /> : null}
      {invited ? (
        <div role="status" className="flex flex-col gap-2 rounded-md bg-ok-soft p-3">
          <p>{t("handOver", { email: invited.email })}</p>
          <p className="flex flex-wrap items-center gap-2 font-mono text-sm">
            <span className="wrap-anywhere">{invited.link}</span>
            <CopyButton value={invited.link} what={t("copy")} />
          </p>
          <p className="text-ink-2 text-sm">
            {t("once")} <RelativeTime at={invited.expiresAt} />
          </p>
        </div>
      ) : null}
    </div>
  );
}
