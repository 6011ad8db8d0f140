import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";

type MalformedAddressProps = {
  /** Title of the page that was asked for. */
  readonly title: string;
  readonly parameter: string;
  /** The page without what was not understood. */
  readonly back: string;
};

/** The address asks for a list in a way that no list has; nothing was read. */
export function MalformedAddress({ title, parameter, back }: MalformedAddressProps) {
  const t = useTranslations("problem.malformed");
  return (
    <>
      <h1 className="font-semibold text-xl">{title}</h1>
      <div role="alert" className="flex flex-col items-start gap-3 rounded-lg bg-bad-soft p-4">
        <p className="font-semibold">{t("title")}</p>
        <p>{t("text", { parameter })}</p>
        <Link href={back} className={buttonClass()}>
          {t("clear")}
        </Link>
      </div>
    </>
  );
}
