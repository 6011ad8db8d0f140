import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";
import { LanguageChoice, ThemeChoice } from "@/components/shell/preferences";
import { isTheme, THEME_COOKIE } from "@/lib/i18n/theme";

/** One card in the middle of the window, with language and theme below it; everything on it works without a script. */
export async function Door({ children }: { readonly children: ReactNode }) {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-5 px-5 py-10">
      <p className="flex items-center gap-2.5 font-semibold text-lg">
        <Logo className="size-6" />
        Imagekeeper
      </p>
      <div className="flex flex-col gap-5 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6">
        {children}
      </div>
      <div className="grid gap-2 sm:grid-cols-[auto_minmax(0,1fr)]">
        <ThemeChoice theme={isTheme(theme) ? theme : null} />
        <LanguageChoice />
      </div>
    </main>
  );
}
