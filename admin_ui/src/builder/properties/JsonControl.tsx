import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextBox } from "@/ui/TextBox";
import type { ControlProps } from "./controls";
import css from "./properties.module.css";

const textOf = (value: unknown): string => (value == null ? "" : JSON.stringify(value, null, 2));

/** An object written as JSON; what is none yet stays in the box, and the document as it was. */
export function JsonControl({ id, control, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<{ text: string; value: unknown } | null>(null);
  // Taken back or changed elsewhere: what was typed is not what stands there any more.
  const isTyped = typed !== null && (typed.value === BROKEN || same(typed.value, value));
  const text = isTyped ? typed.text : textOf(value);
  const read = (next: string) => {
    const found = next.trim() ? objectOf(next) : null;
    setTyped({ text: next, value: found });
    if (found !== BROKEN) onChange(found);
  };
  const isBroken = isTyped && typed.value === BROKEN;
  return (
    <>
      <TextBox
        id={id}
        className={css.json}
        spellCheck={false}
        minRows={4}
        placeholder={control.kind === "json" ? control.hint : undefined}
        status={isBroken ? "error" : undefined}
        value={text}
        onChange={(event) => read(event.target.value)}
      />
      {isBroken && (
        <p className={css.problem} role="alert">
          {t("properties.noJson")}
        </p>
      )}
    </>
  );
}

const BROKEN = Symbol("no JSON object");

/** The object that the text is; BROKEN: it is none. */
function objectOf(text: string): unknown {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? read : BROKEN;
  } catch {
    return BROKEN;
  }
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
