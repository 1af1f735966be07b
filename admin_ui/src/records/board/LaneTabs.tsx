import { useTranslation } from "react-i18next";
import { Dot } from "@/ui/Tag";
import css from "./Board.module.css";
import type { Lane } from "./lanes";
import type { LaneTotals } from "./useTotals";

/** On a phone: which column is shown. */
export function LaneTabs({
  lanes,
  totals,
  shown,
  onShow,
}: {
  lanes: readonly Lane[];
  totals: Record<string, LaneTotals> | undefined;
  shown: string | undefined;
  onShow(key: string): void;
}) {
  const { t } = useTranslation();
  return (
    <nav className={css.laneTabs} aria-label={t("board.columns")}>
      {lanes.map((lane) => (
        <button
          key={lane.key}
          type="button"
          aria-pressed={lane.key === shown}
          onClick={() => onShow(lane.key)}
        >
          <Dot color={lane.color}>{lane.label}</Dot>
          <small>{totals?.[lane.key]?.count}</small>
        </button>
      ))}
    </nav>
  );
}
