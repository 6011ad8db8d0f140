"use client";

import { clsx } from "clsx";
import { Monitor, Moon, Sun } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { LOCALE_NAMES, LOCALES } from "@/lib/i18n/locales";
import { isTheme, type Theme } from "@/lib/i18n/theme";
import { paths } from "@/lib/paths";

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;
const CHOICES = ["system", "light", "dark"] as const;

const SEGMENT =
  "inline-flex h-7 flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded-sm px-2 text-sm transition-colors";

function segment(isOn: boolean): string {
  return clsx(
    SEGMENT,
    isOn ? "bg-surface font-medium text-ink ring-1 ring-line-strong" : "text-ink-2 hover:text-ink",
  );
}

/** Sends the pressed button's choice without leaving the page; false when the plain form should do it instead. */
async function send(event: FormEvent<HTMLFormElement>): Promise<{ name: string; value: string } | null> {
  const pressed = (event.nativeEvent as SubmitEvent).submitter;
  if (!(pressed instanceof HTMLButtonElement)) return null;
  event.preventDefault();
  const { name, value, form } = pressed;
  const answer = await fetch(paths.api.preferences(), {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ [name]: value }),
  }).catch(() => null);
  if (answer?.ok) return { name, value };
  form?.submit();
  return null;
}

/** Theme: system, light or dark. A plain form that posts; with script it changes at once. */
export function ThemeChoice({ theme }: { readonly theme: Theme | null }) {
  const t = useTranslations("shell.theme");
  const pathname = usePathname();
  const [chosen, setChosen] = useState<(typeof CHOICES)[number]>(theme ?? "system");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    const sent = await send(event);
    if (!sent) return;
    const value = isTheme(sent.value) ? sent.value : "system";
    setChosen(value);
    if (value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
  };
  return (
    <form method="post" action={paths.api.preferences()} onSubmit={submit}>
      <input type="hidden" name="next" value={pathname} />
      <fieldset className="flex rounded-md bg-sunken p-0.5">
        <legend className="sr-only">{t("label")}</legend>
        {CHOICES.map((choice) => {
          const Icon = ICONS[choice];
          return (
            <button
              key={choice}
              type="submit"
              name="theme"
              value={choice}
              aria-pressed={chosen === choice}
              className={segment(chosen === choice)}
            >
              <Icon aria-hidden className="size-3.5" />
              {t(choice)}
            </button>
          );
        })}
      </fieldset>
    </form>
  );
}

/** Language, each by its own name. A plain form that posts; with script the page is read again in place. */
export function LanguageChoice() {
  const t = useTranslations("shell.language");
  const locale = useLocale();
  const pathname = usePathname();
  const router = useRouter();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    if (await send(event)) router.refresh();
  };
  return (
    <form method="post" action={paths.api.preferences()} onSubmit={submit}>
      <input type="hidden" name="next" value={pathname} />
      <fieldset className="flex rounded-md bg-sunken p-0.5">
        <legend className="sr-only">{t("label")}</legend>
        {LOCALES.map((each) => (
          <button
            key={each}
            type="submit"
            name="locale"
            value={each}
            lang={each}
            aria-pressed={locale === each}
            className={segment(locale === each)}
          >
            {LOCALE_NAMES[each]}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
