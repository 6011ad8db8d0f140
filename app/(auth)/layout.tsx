import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";

/** One card in the middle; everything on it works without a script. */
export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-5 px-6 py-12">
      <p className="flex items-center gap-2 font-semibold">
        <Logo />
        Imagekeeper
      </p>
      <div className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-6 shadow-card">
        {children}
      </div>
    </main>
  );
}
