import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DemoSignIn } from "@/components/auth/demo-sign-in";
import { PasswordSignIn } from "@/components/auth/password-sign-in";
import { nextPath } from "@/lib/domain/next-path";
import { paths } from "@/lib/paths";
import { readDoor } from "@/lib/server/run-page";

type Search = Promise<{ readonly next?: string | string[]; readonly problem?: string | string[] }>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { readonly searchParams: Search }) {
  const { mode, needsSetup } = await readDoor();
  if (needsSetup) redirect(paths.setup());
  const { next, problem } = await searchParams;
  const back = nextPath(typeof next === "string" ? next : null);
  return mode === "demo" ? <DemoSignIn next={back} /> : <PasswordSignIn next={back} problem={problem} />;
}
