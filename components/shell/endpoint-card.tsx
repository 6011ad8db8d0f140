import { useTranslations } from "next-intl";
import { Dot } from "@/components/ui/dot";

export type EndpointFacts = {
  readonly mode: "demo" | "cloud";
  /** How many regions are read; null while nobody has asked ECS yet. */
  readonly regionCount: number | null;
  /** The access key's ID with its middle left out, or null where none is shown. */
  readonly maskedKey: string | null;
};

/** Which ECS this console talks to, so that nobody takes the demo for the cloud or the other way round. */
export function EndpointCard({ facts }: { readonly facts: EndpointFacts }) {
  const t = useTranslations("shell.endpoint");
  const isDemo = facts.mode === "demo";
  const where = t(isDemo ? "local" : "ecs");
  return (
    <section
      aria-label={t(facts.mode)}
      className="rounded-md border border-line bg-surface px-2.5 py-2 text-ink-2 text-sm"
    >
      <p className="flex items-center gap-2 font-semibold text-ink">
        <Dot tone={isDemo ? "ok" : "run"} />
        {t(facts.mode)}
      </p>
      <p>{facts.regionCount === null ? where : `${where} · ${t("regions", { count: facts.regionCount })}`}</p>
      {facts.maskedKey ? <p className="truncate">{t("key", { key: facts.maskedKey })}</p> : null}
    </section>
  );
}
