import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { Announcer } from "@/components/shell/announcer";
import { ClientMessages } from "@/components/shell/client-messages";
import { isTheme, THEME_COOKIE } from "@/lib/i18n/theme";

export const metadata: Metadata = {
  title: { default: "Imagekeeper", template: "%s · Imagekeeper" },
  icons: { icon: "/icon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** The chosen theme comes from a cookie, so the first HTML has it and no script has to correct it. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return (
    <html lang={await getLocale()} data-theme={isTheme(theme) ? theme : undefined}>
      <body>
        <ClientMessages namespaces={[]}>{children}</ClientMessages>
        <Announcer />
      </body>
    </html>
  );
}
