"use client";

import { X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { SelectField } from "@/components/ui/select-field";
import type { ChoiceOf } from "./filter-choices";
import type { ListUrl } from "./use-list-url";

/** Adds a tag to those that a template must have; the tags in use are grouped by their key. */
export function TagChoice({ url, facets }: ChoiceOf) {
  const t = useTranslations("templates.filters");
  const format = useFormatter();
  const chosen = tagsOf(url);
  const byKey = new Map<string, { tag: string; count: number }[]>();
  for (const { value, count } of facets?.tags ?? []) {
    const key = value.slice(0, value.indexOf("="));
    byKey.set(key, [...(byKey.get(key) ?? []), { tag: value, count }]);
  }
  return (
    <SelectField
      label={t("tag")}
      hideLabel
      className="w-[calc(50%-0.25rem)] sm:w-auto sm:max-w-44"
      value=""
      onChange={(event) => url.change({ tag: [...chosen, event.target.value] })}
    >
      <option value="">{t(chosen.length > 0 ? "anotherTag" : "anyTag")}</option>
      {[...byKey].map(([key, tags]) => (
        <optgroup key={key} label={key}>
          {chosen.includes(key) ? null : <option value={key}>{t("anyValue", { key })}</option>}
          {tags
            .filter(({ tag }) => !chosen.includes(tag))
            .map(({ tag, count }) => (
              <option key={tag} value={tag}>
                {`${tag} · ${format.number(count)}`}
              </option>
            ))}
        </optgroup>
      ))}
    </SelectField>
  );
}

/** The tags that are asked for; a press takes one away. */
export function TagChips({ url }: { readonly url: ListUrl }) {
  const t = useTranslations("templates.filters");
  const chosen = tagsOf(url);
  return chosen.map((tag) => (
    <button
      key={tag}
      type="button"
      aria-label={t("withoutTag", { tag })}
      onClick={() => url.change({ tag: chosen.filter((each) => each !== tag) })}
      className="inline-flex h-8 max-w-60 items-center gap-1.5 rounded-sm border border-line bg-accent-soft px-2 text-sm hover:border-line-strong"
    >
      <bdi className="truncate font-mono">{tag}</bdi>
      <X aria-hidden className="size-3.5 shrink-0 text-ink-2" />
    </button>
  ));
}

function tagsOf({ query }: ListUrl): readonly string[] {
  return query.tags.map(({ key, value }) => (value === null ? key : `${key}=${value}`));
}
