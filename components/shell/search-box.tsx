"use client";

import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { TextField } from "@/components/ui/text-field";

const SETTLE_MS = 200;
/** The API takes no more. */
const MAX = 200;

type SearchBoxProps = {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
};

/** Searches as one types, a moment after the last key; `/` brings the focus here. */
export function SearchBox({ label, placeholder, value, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const [seen, setSeen] = useState(value);
  const box = useRef<HTMLElement>(null);
  const search = useEffectEvent(onSearch);

  // The box follows the URL, but not its own search coming back: by then more may have been typed.
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) {
      setSent(value);
      setTyped(value);
    }
  }

  useEffect(() => {
    if (typed.trim() === sent) return;
    const timer = setTimeout(() => {
      setSent(typed.trim());
      search(typed.trim());
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed, sent]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target))
        return;
      if (document.querySelector("[role=alertdialog], [role=dialog]")) return;
      event.preventDefault();
      box.current?.querySelector("input")?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return (
    <search ref={box} className="w-full sm:w-62">
      <TextField
        label={label}
        hideLabel
        type="search"
        enterKeyHint="search"
        aria-keyshortcuts="/"
        placeholder={placeholder}
        maxLength={MAX}
        icon={<Search aria-hidden className="size-4" />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </search>
  );
}

function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
