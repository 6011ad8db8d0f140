import { useFormatter, useTranslations } from "next-intl";
import { Fragment } from "react";
import type { AuditItem } from "@/lib/contracts/audit";
import { explainEvent } from "./explain-event";

/** Why an event came out so, and who said it: the console itself, or ECS with its code and status. */
export function Why({ event }: { readonly event: AuditItem }) {
  const t = useTranslations("audit.why");
  const { ecsCode, httpStatus, requestId } = event;
  const isRefusal = ecsCode !== null || httpStatus !== null;
  return (
    <>
      <span className="text-ink-2">{t(isRefusal || requestId ? "ecs" : "console")}</span>{" "}
      {isRefusal ? (
        <span className="font-mono text-xs">
          {httpStatus} <Code code={ecsCode ?? ""} />
        </span>
      ) : (
        <Words event={event} />
      )}
    </>
  );
}

/** A code may break after its dots, and inside a word only where nothing else helps. */
function Code({ code }: { readonly code: string }) {
  const [first, ...rest] = code.split(".");
  return (
    <>
      {first}
      {rest.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a code never change their order
        <Fragment key={place}>
          .<wbr />
          {part}
        </Fragment>
      ))}
    </>
  );
}

/** The words of an event without its source. */
export function Words({ event }: { readonly event: AuditItem }) {
  const t = useTranslations("audit.why");
  const errors = useTranslations("errors");
  const format = useFormatter();
  const why = explainEvent(event);
  switch (why.kind) {
    case "nothing":
      return t("nothing");
    case "verbatim":
      return <q>{why.text}</q>;
    case "error":
      return errors(`${why.code}.cause`, { parameter: "none", state: "none", record: "none" });
    case "text": {
      const { at, ...values } = why.values;
      const time = at && !Number.isNaN(Date.parse(at)) ? format.dateTime(new Date(at), CLOCK) : (at ?? "");
      // The selectors of a text are plain words.
      return t(why.key, { ...EMPTY, ...values, why: values.why?.replaceAll("-", "_") ?? "", at: time });
    }
  }
}

const CLOCK = {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
} as const;
const EMPTY = { build: "", status: "", role: "", why: "" };
