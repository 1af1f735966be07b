import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { grouped } from "@/fields/shared/numbers";
import css from "./backtest.module.css";

/** From what to what, how often; the bar tells the parts of the greatest. */
export function FromTo({
  title,
  moves,
}: {
  title: string;
  moves: readonly { from: ReactNode; to: ReactNode; count: number }[];
}) {
  const { t } = useTranslation();
  const most = Math.max(1, ...moves.map(({ count }) => count));
  if (moves.length === 0) return null;
  return (
    <table className={css.table}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t("automations.backtest.fromTo")}</th>
          <th scope="col">{t("automations.backtest.howOften")}</th>
        </tr>
      </thead>
      <tbody>
        {moves.map(({ from, to, count }, index) => (
          <tr key={index}>
            <th scope="row">
              <span className={css.fromTo}>
                {from}
                <ArrowRight
                  size={14}
                  strokeWidth={1.75}
                  aria-label={t("automations.backtest.becomes")}
                />
                {to}
              </span>
            </th>
            <td className={css.often}>
              <span>
                <span className={css.bar} aria-hidden="true">
                  <i style={{ width: `${Math.max(2, (count / most) * 100)}%` }} />
                </span>
                <b>{grouped(count)}</b>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
