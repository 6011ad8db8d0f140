"use client";

import { useEffect, useState } from "react";
import { buttonClass } from "@/components/ui/button";

// The catalogue of texts may be what failed, so the last page has its own few words.
const WORDS = {
  en: {
    title: "This page could not be shown",
    text: "Something went wrong on our side. Nothing was changed.",
    id: "Error ID",
    again: "Try again",
  },
  zh: { title: "无法显示此页面", text: "控制台出现问题，未做任何更改。", id: "错误 ID", again: "重试" },
} as const;

export type FailureProps = {
  readonly error: Error & { readonly digest?: string };
  readonly retry: () => void;
};

/** The page of an error that nobody expected; the digest is what the server's log calls it. */
export function Failure({ error, retry }: FailureProps) {
  const [language, setLanguage] = useState<keyof typeof WORDS>("en");
  useEffect(() => {
    const lang = document.documentElement.lang || navigator.language;
    setLanguage(lang.startsWith("zh") ? "zh" : "en");
  }, []);
  const words = WORDS[language];
  return (
    <main className="mx-auto flex w-full max-w-2xl flex-col gap-3 px-6 py-16">
      <h1 className="font-semibold text-xl">{words.title}</h1>
      <p role="alert">{words.text}</p>
      {error.digest ? (
        <p className="text-ink-2 text-sm">
          {words.id} <code className="font-mono text-ink">{error.digest}</code>
        </p>
      ) : null}
      <p>
        <button type="button" onClick={retry} className={buttonClass()}>
          {words.again}
        </button>
      </p>
    </main>
  );
}
