import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { JoinForm } from "@/components/auth/join-form";
import { paths } from "@/lib/paths";
import { readJoin } from "@/lib/server/run-page";

type Search = Promise<{ readonly token?: string | string[]; readonly problem?: string | string[] }>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("join"))("title") };
}

/** Where the link of an invitation leads; there only while it works. */
export default async function JoinPage({ searchParams }: { readonly searchParams: Search }) {
  const { token, problem } = await searchParams;
  const given = typeof token === "string" ? token : "";
  const invitation = await readJoin(given);
  if (!invitation) redirect(paths.signIn(undefined, "link"));
  return <JoinForm token={given} email={invitation.email} role={invitation.role} problem={problem} />;
}
