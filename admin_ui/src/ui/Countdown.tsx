import { exactTime } from "@/text/time";
import css from "./Countdown.module.css";
import { countdown } from "./countdown";
import { useNow } from "./useNow";

const ROUND = 2 * Math.PI * 7;

/** How long there is still time: a ring that fills, and words that count. */
export function Countdown({
  due,
  from,
  place = "row",
}: {
  due: string;
  from: string | null;
  place?: "row" | "tag";
}) {
  const left = countdown(due, from, useNow());
  return (
    <span
      className={place === "tag" ? css.tag : css.row}
      data-tone={left.tone}
      title={exactTime(due)}
    >
      <svg width={18} height={18} viewBox="0 0 18 18" aria-hidden="true">
        <circle cx={9} cy={9} r={7} className={css.all} />
        <circle
          cx={9}
          cy={9}
          r={7}
          className={css.gone}
          strokeDasharray={`${ROUND * left.gone} ${ROUND}`}
          transform="rotate(-90 9 9)"
        />
      </svg>
      <span className={css.text}>{left.text}</span>
    </span>
  );
}
