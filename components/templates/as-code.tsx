"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { SelectField } from "@/components/ui/select-field";
import type { TemplateDetail } from "@/lib/contracts/template";
import { asCli } from "@/lib/domain/as-code/cli";
import { asJson } from "@/lib/domain/as-code/json";
import { asTerraform } from "@/lib/domain/as-code/terraform";
import { toCreateRequest } from "@/lib/domain/to-create-request";
import { ContentView } from "./definition-view";

const FORMS = ["terraform", "cli", "json"] as const;
type Form = (typeof FORMS)[number];

/** The template in the words of other tools, to be copied. */
export function AsCode({ detail }: { readonly detail: TemplateDetail }) {
  const t = useTranslations("template.asCode");
  const [form, setForm] = useState<Form>("terraform");
  const { request, left } = toCreateRequest(detail.definition);
  const source = { regionId: detail.item.regionId, templateId: detail.item.id, request };
  const text = form === "terraform" ? asTerraform([source]) : form === "cli" ? asCli(source) : asJson(source);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <SelectField
          label={t("form")}
          className="w-64"
          value={form}
          onChange={(event) => setForm(FORMS.find((each) => each === event.target.value) ?? "terraform")}
        >
          {FORMS.map((each) => (
            <option key={each} value={each}>
              {t(`forms.${each}`)}
            </option>
          ))}
        </SelectField>
        <span className="flex h-8 items-center">
          <CopyButton value={text} what={t(`forms.${form}`)} />
        </span>
      </div>
      <p className="text-ink-2 text-sm">{t(`notes.${form}`)}</p>
      {left.length > 0 ? <p className="text-ink-2 text-sm">{t("left", { names: left.join(", ") })}</p> : null}
      <ContentView text={text} label={t(`forms.${form}`)} />
    </div>
  );
}
