// biome-ignore-all lint/a11y/noNoninteractiveTabindex: keyboards scroll it
// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is no scroll container
"use client";

import { useTranslations } from "next-intl";
import type { TemplateDetail } from "@/lib/contracts/template";
import { definitionSections } from "./definition-sections";

/** The definition by section, with the API's field names: they are what people look for in ECS and Terraform. */
export function DefinitionView({ definition }: { readonly definition: TemplateDetail["definition"] }) {
  const t = useTranslations("template");
  return (
    <div className="grid gap-x-10 gap-y-4 sm:grid-cols-2">
      {definitionSections(definition).map((section) => (
        <section key={section.name} className="min-w-0">
          <h3 className="mb-1 font-medium text-ink-2">{t(`sections.${section.name}`)}</h3>
          <dl className="grid grid-cols-[minmax(0,11rem)_minmax(0,1fr)] gap-x-4 gap-y-1">
            {section.fields.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-ink-2 text-sm wrap-anywhere">{name}</dt>
                <dd className="font-mono text-sm wrap-anywhere">
                  {typeof value === "boolean" ? t(value ? "yes" : "no") : value}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

/** Build or test content as text; markup in it stays text. */
export function ContentView({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      role="group"
      className="max-h-96 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-sm"
    >
      {text}
    </pre>
  );
}
