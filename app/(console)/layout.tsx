import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { ClockProvider } from "@/components/ui/clock";
import { isTheme, THEME_COOKIE } from "@/lib/i18n/theme";
import { runPage } from "@/lib/server/run-page";
import { describeEndpoint } from "@/lib/server/services/describe-endpoint";

/** The shell. Not the gate: it is not rendered again on navigation, so every page asks for itself. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const { actor, endpoint, now } = await runPage(async (ctx) => ({
    actor: ctx.actor,
    endpoint: await describeEndpoint(ctx),
    now: await ctx.clock.now(ctx.db),
  }));
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return (
    <ClockProvider now={Date.parse(now)}>
      <Shell
        actor={actor.kind === "member" ? actor : { name: actor.name, role: "viewer" }}
        theme={isTheme(theme) ? theme : null}
        endpoint={endpoint}
      >
        {children}
      </Shell>
    </ClockProvider>
  );
}
