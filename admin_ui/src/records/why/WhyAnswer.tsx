import { Check, CircleHelp, Minus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { sayTime } from "@/text/time";
import { pieces } from "./pieces";
import type { Why, WhyPart } from "./types";
import css from "./Why.module.css";

/** Most fields of a cause that are named. */
const MOST_NAMED = 3;

/** Why a value is what it is: the parts that decided, what was not needed, what caused it. */
export function WhyAnswer({ why }: { why: Why }) {
  const { t } = useTranslation();
  const { cause, move } = why;
  const changed = cause?.changed ?? [];
  const named = changed.slice(0, MOST_NAMED).map((each) => each.label);
  return (
    <>
      <header className={css.head}>
        <CircleHelp size={16} strokeWidth={1.75} aria-hidden="true" />
        <h3>{why.title}</h3>
        {cause && <time dateTime={cause.at}>{sayTime(cause.at)}</time>}
      </header>
      <p className={css.summary}>{why.summary}</p>
      {move && (
        <p className={css.summary}>
          {move.label ? `${move.label}：` : ""}
          {move.from_label} → {move.to_label}
        </p>
      )}
      {why.parts.length > 0 && (
        <ul className={css.parts}>
          {why.parts.map((part, index) => (
            <Part key={`${part.text} ${index}`} part={part} />
          ))}
        </ul>
      )}
      {why.skipped.length > 0 && (
        <p className={css.skipped}>
          <span>
            {why.skipped
              .map((each) => t(each.text ? "record.why.if" : "record.why.else", each))
              .join("，")}
          </span>
          <span className={css.quietEnd}>{t("record.why.skipped")}</span>
        </p>
      )}
      {why.formula && (
        <details className={css.formula}>
          <summary>{t("record.why.formula")}</summary>
          <code>{why.formula}</code>
        </details>
      )}
      {cause && (
        <p className={css.cause}>
          {t("record.why.cause", {
            time: sayTime(cause.at),
            who: cause.user_name ?? t("record.system"),
            did: t(`record.did.${cause.kind}`, { defaultValue: cause.kind }),
          })}
          {cause.kind === "update" && named.length > 0 && (
            <>
              {" "}
              {named.join("、")}
              {changed.length > named.length && t("record.why.andMore", { count: changed.length })}
            </>
          )}
          {cause.reason && <span className={css.reason}>{cause.reason}</span>}
        </p>
      )}
    </>
  );
}

function Part({ part }: { part: WhyPart }) {
  const { t } = useTranslation();
  const Mark = part.ok === undefined ? Minus : part.ok ? Check : X;
  return (
    <li>
      <Mark
        size={14}
        strokeWidth={part.ok ? 2.25 : 1.75}
        data-ok={part.ok}
        aria-label={
          part.ok === undefined ? undefined : t(part.ok ? "record.why.met" : "record.why.unmet")
        }
        aria-hidden={part.ok === undefined}
      />
      <code>
        {pieces(part).map(({ text, isField }, index) =>
          isField ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </code>
      <span className={css.value}>{part.display}</span>
    </li>
  );
}
