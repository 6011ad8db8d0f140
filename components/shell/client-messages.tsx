import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type messages from "@/lib/i18n/messages/en.json";

type Namespace = keyof typeof messages;

/** What every client part may use: primitives, error texts, the shell around all pages. */
const EVERYWHERE = ["ui", "errors", "shell", "problem"] as const;

type ClientMessagesProps = {
  /** Beside those that every client part has. */
  readonly namespaces: readonly Namespace[];
  readonly children: ReactNode;
};

/** Gives the client parts below it the texts they need and no others; a page wraps its own client part in it. */
export async function ClientMessages({ namespaces, children }: ClientMessagesProps) {
  const all = await getMessages();
  const wanted: readonly Namespace[] = [...EVERYWHERE, ...namespaces];
  return (
    <NextIntlClientProvider messages={Object.fromEntries(wanted.map((name) => [name, all[name]]))}>
      {children}
    </NextIntlClientProvider>
  );
}
