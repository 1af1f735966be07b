import { Button } from "antd";
import { SquareFunction } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import css from "./FormulaStrip.module.css";
import { colored } from "./formulaParts";
import { mended, useMistakes } from "./useConditions";

interface Props {
  table: Table;
  filter: string;
  count: number | undefined;
  onFilter(text: string): void;
  children?: ReactNode;
}

const PAUSE_MS = 200;

/** The filter as its formula, to be read and to be typed. */
export function FormulaStrip({ table, filter, count, onFilter, children }: Props) {
  const { t } = useTranslation();
  const [isTyping, type] = useState(false);
  if (isTyping)
    return (
      <FormulaText
        table={table}
        filter={filter}
        onDone={(text) => {
          type(false);
          if (text !== null) onFilter(text);
        }}
      />
    );
  return (
    <div className={css.strip}>
      <SquareFunction size={14} strokeWidth={1.75} aria-hidden="true" />
      <code className={css.text}>
        {colored(filter, table).map(({ kind, text }, index) => (
          <span key={index} data-kind={kind}>
            {text}
          </span>
        ))}
      </code>
      {count !== undefined && <span>{t("list.filter.hits", { count })}</span>}
      <button type="button" className={css.edit} onClick={() => type(true)}>
        {t("list.filter.editFormula")}
      </button>
      {children}
    </div>
  );
}

function FormulaText({
  table,
  filter,
  onDone,
}: {
  table: Table;
  filter: string;
  onDone(text: string | null): void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [text, setText] = useState(filter);
  const [paused, setPaused] = useState(filter);
  const [isAsked, ask] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const mistakes = useMistakes(table, paused, language, true);
  const found = (mistakes.data ?? []).filter(({ severity }) => severity !== "warning");
  const isClear =
    text.trim() === "" || (paused === text && mistakes.isSuccess && found.length === 0);
  const done = useRef(onDone);
  done.current = onDone;
  // Enter may come before the server has looked: it counts as soon as it has.
  useEffect(() => {
    if (isAsked && isClear) done.current(text.trim());
  }, [isAsked, isClear, text]);
  return (
    <div className={css.typing}>
      <textarea
        ref={area}
        className={css.area}
        aria-label={t("list.filter.formula")}
        aria-invalid={found.length > 0}
        spellCheck={false}
        rows={Math.min(6, text.split("\n").length)}
        value={text}
        onChange={(event) => {
          ask(false);
          setText(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone(null);
          if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            ask(true);
          }
        }}
      />
      {found.length > 0 && (
        <ul className={css.mistakes} role="alert">
          {found.map((mistake) => (
            <li key={mistake.message}>
              {mistake.message}
              {mistake.replacements?.[0] && (
                <button type="button" onClick={() => setText(mended(text, mistake))}>
                  {t("list.filter.mend", { text: mistake.replacements[0].text })}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className={css.actions}>
        <Button size="small" type="primary" disabled={!isClear} onClick={() => onDone(text.trim())}>
          {t("list.filter.apply")}
        </Button>
        <Button size="small" onClick={() => onDone(null)}>
          {t("ui.cancel")}
        </Button>
      </div>
    </div>
  );
}
