"use client";

import { useTranslations } from "next-intl";
import { useChange } from "@/components/shell/use-change";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { SelectField } from "@/components/ui/select-field";
import { Spinner } from "@/components/ui/spinner";
import type { MemberItem } from "@/lib/contracts/members";
import { ROLES, type Role } from "@/lib/domain/roles";
import { requestAccess, requestRole, requestSignOut } from "@/lib/queries/member-actions";

/** One account: its role, and whether it may sign in. A problem stands under it. */
export function MemberRow({
  member,
  changeable,
}: {
  readonly member: MemberItem;
  readonly changeable: boolean;
}) {
  const t = useTranslations("members");
  const roles = useTranslations("shell.roles");
  const { isBusy, problem, send } = useChange();
  const { name, role } = member;
  const enabled = member.disabledAt === null;

  const chooseRole = (next: Role) =>
    send(() => requestRole({ name, role: next }), t("roleChanged", { name, role: roles(next) }));
  const toggle = () =>
    send(
      () => requestAccess({ name, enabled: !enabled }),
      t(enabled ? "disabledNow" : "enabledNow", { name }),
    );

  return (
    <li data-member={name} className="flex flex-col gap-2 border-line border-b px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <p className="font-semibold wrap-anywhere">
            <bdi>{name}</bdi>
            {member.isYou ? <span className="font-normal text-ink-2"> · {t("you")}</span> : null}
          </p>
          <p className="text-ink-2 text-sm">{enabled ? t("active") : t("disabled")}</p>
        </div>
        {changeable ? (
          <>
            <SelectField
              label={t("roleOf", { name })}
              hideLabel
              className="w-36"
              value={role}
              aria-disabled={isBusy || undefined}
              onChange={(event) => void chooseRole(event.target.value as Role)}
            >
              {ROLES.map((each) => (
                <option key={each} value={each}>
                  {roles(each)}
                </option>
              ))}
            </SelectField>
            {member.isYou || !enabled ? null : (
              <Button
                variant="ghost"
                aria-label={t("signOut", { name })}
                aria-busy={isBusy || undefined}
                onClick={() => void send(() => requestSignOut({ name }), t("signedOut", { name }))}
              >
                {t("signOutShort")}
              </Button>
            )}
            <Button
              aria-label={t(enabled ? "disable" : "enable", { name })}
              aria-busy={isBusy || undefined}
              icon={isBusy ? <Spinner /> : undefined}
              onClick={() => void toggle()}
            >
              {t(enabled ? "disableShort" : "enableShort")}
            </Button>
          </>
        ) : (
          <p className="w-36 text-ink-2">{roles(role)}</p>
        )}
      </div>
      {problem ? <ErrorCallout error={problem} effect={t("notChanged")} /> : null}
    </li>
  );
}
