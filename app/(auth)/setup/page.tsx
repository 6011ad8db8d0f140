import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SetUpForm } from "@/components/auth/set-up-form";
import { readDoor } from "@/lib/server/run-page";

type Search = Promise<{ readonly problem?: string | string[] }>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("setup"))("title") };
}

/** There only until the first admin is made. */
export default async function SetupPage({ searchParams }: { readonly searchParams: Search }) {
  const { needsSetup } = await readDoor();
  if (!needsSetup) notFound();
  return <SetUpForm problem={(await searchParams).problem} />;
}
