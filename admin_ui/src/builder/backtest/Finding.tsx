import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Color } from "@/api/colors";
import { grouped } from "@/fields/shared/numbers";
import { Tag } from "@/ui/Tag";
import css from "./backtest.module.css";
import type { Change, Compared } from "./report";

const COLORS: Readonly<Record<Change, Color>> = {
  new: "green",
  changed: "blue",
  gone: "red",
  affected: "grey",
};

/** What one rule, field, limit or automation would do: its name, what became of it, the figures. */
export function Finding({
  kind,
  name,
  change,
  children,
}: {
  kind: string;
  name: string;
  change: Change;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <section className={css.part} aria-label={name}>
      <header className={css.head}>
        <small>{kind}</small>
        <h2>{name}</h2>
        <Tag color={COLORS[change]}>{t(`automations.backtest.change.${change}`)}</Tag>
      </header>
      {children}
    </section>
  );
}

/** Figures beside each other, each with what it counts. */
export function Figures({ figures }: { figures: readonly [string, number | string][] }) {
  return (
    <dl className={css.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === "number" ? grouped(value) : value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Rows of figures of the present version beside those of the draft. */
export function ComparedTable<T extends Compared>({
  title,
  of = "what",
  rows,
  nameOf,
}: {
  title: string;
  /** What the rows are. */
  of?: "what" | "who";
  rows: readonly T[];
  nameOf(row: T): ReactNode;
}) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <div className={css.scrolled}>
      <table className={css.table}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`automations.backtest.${of}`)}</th>
            <th scope="col">{t("automations.backtest.present")}</th>
            <th scope="col">{t("automations.backtest.draft")}</th>
            <th scope="col">{t("automations.backtest.difference")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <th scope="row">{nameOf(row)}</th>
              <td>{grouped(row.at_present)}</td>
              <td>{grouped(row.of_draft)}</td>
              <td>{signed(row.of_draft - row.at_present)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** With its sign; nothing where there is no difference. */
export const signed = (difference: number): string =>
  difference === 0 ? "" : `${difference > 0 ? "+" : "−"}${grouped(Math.abs(difference))}`;
