"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { MemberList } from "@/lib/contracts/members";
import { InvitationList } from "./invitation-list";
import { InviteForm } from "./invite-form";
import { MemberRow } from "./member-row";

/** Who may sign in with which role; invitations below. */
export function MembersScreen({ list }: { readonly list: MemberList }) {
  const t = useTranslations("members");
  return (
    <div className="flex max-w-4xl flex-col gap-5">
      {list.changeable ? null : <p className="rounded-md bg-run-soft p-3">{t("demo")}</p>}
      <Card title={t("accounts", { count: list.members.length })}>
        <ul>
          {list.members.map((member) => (
            <MemberRow key={member.name} member={member} changeable={list.changeable} />
          ))}
        </ul>
      </Card>
      {list.changeable ? (
        <Card title={t("invite.title")}>
          <InviteForm />
          {list.invitations.length > 0 ? <InvitationList invitations={list.invitations} /> : null}
        </Card>
      ) : null}
    </div>
  );
}

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="rounded-lg border border-line bg-surface">
      <h2 className="border-line border-b bg-sunken px-4 py-2.5 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
