import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { showRecord } from "@/records/detail/showRecord";
import { exactTime, sayTime } from "@/text/time";
import css from "./backtest.module.css";

const FIRST = 5;

interface Shown {
  record: string;
  title: string | null;
  at: string;
}

/** Records that stand for many, each with what would have been different. */
export function Examples<T extends Shown>({
  app,
  table,
  examples,
  children,
}: {
  app: string;
  /** The key of the records' table in the app, or its full name. */
  table: string;
  examples: readonly T[];
  children(example: T): ReactNode;
}) {
  const { t } = useTranslation();
  const [isWhole, showWhole] = useState(false);
  const key = table.split(".").at(-1) ?? table;
  const shown = isWhole ? examples : examples.slice(0, FIRST);
  if (examples.length === 0) return null;
  return (
    <div className={css.examples}>
      <h3>{t("automations.backtest.examples")}</h3>
      <ul>
        {shown.map((example, index) => (
          <li key={index}>
            <p className={css.example}>
              <button
                type="button"
                className={css.link}
                onClick={() => void showRecord(app, key, example.record)}
              >
                {example.title ?? t("automations.backtest.untitled", { id: example.record })}
              </button>
              <time dateTime={example.at} title={exactTime(example.at)}>
                {sayTime(example.at)}
              </time>
            </p>
            {children(example)}
          </li>
        ))}
      </ul>
      {shown.length < examples.length && (
        <button type="button" className={css.link} onClick={() => showWhole(true)}>
          {t("automations.backtest.more", { count: examples.length - shown.length })}
        </button>
      )}
    </div>
  );
}
