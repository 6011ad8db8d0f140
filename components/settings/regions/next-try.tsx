import { useTranslations } from "next-intl";
import { useNow } from "@/components/ui/clock";

/** In how many seconds a failing region is asked again. */
export function NextTry({ at }: { readonly at: string }) {
  const t = useTranslations("regions");
  const seconds = Math.ceil((Date.parse(at) - useNow(1_000)) / 1_000);
  return <time dateTime={at}>{seconds > 0 ? t("inSeconds", { seconds }) : t("now")}</time>;
}
