"use client";

import { useTranslations } from "next-intl";
import { useChange } from "@/components/shell/use-change";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import type { InvitationItem } from "@/lib/contracts/members";
import { requestUninvite } from "@/lib/queries/member-actions";

/** Who was invited and has not come yet. */
export function InvitationList({ invitations }: { readonly invitations: readonly InvitationItem[] }) {
  return (
    <ul className="border-line border-t">
      {invitations.map((invitation) => (
        <InvitationRow key={invitation.email} invitation={invitation} />
      ))}
    </ul>
  );
}

function InvitationRow({ invitation }: { readonly invitation: InvitationItem }) {
  const t = useTranslations("members.invite");
  const roles = useTranslations("shell.roles");
  const { isBusy, problem, send } = useChange();
  const { email, role, invitedBy } = invitation;
  return (
    <li className="flex flex-col gap-2 border-line border-b px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <p className="font-semibold wrap-anywhere">
            <bdi>{email}</bdi>
          </p>
          <p className="text-ink-2 text-sm">{t("waiting", { role: roles(role), by: invitedBy })}</p>
        </div>
        <Button
          aria-label={t("takeBack", { email })}
          aria-busy={isBusy || undefined}
          onClick={() => void send(() => requestUninvite({ email }), t("takenBack", { email }))}
        >
          {t("takeBackShort")}
        </Button>
      </div>
      {problem ? <ErrorCallout error={problem} effect={t("notTakenBack")} /> : null}
    </li>
  );
}
