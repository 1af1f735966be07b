import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { X } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { nowInZone, sayDate } from "@/text/time";
import { weekdayOf } from "./calendar";
import css from "./settings.module.css";
import own from "./WorkingTime.module.css";

/** The company's own free days, or its own worked days. */
export function OwnDays({
  isWorked,
  days,
  onAdd,
  onRemove,
}: {
  isWorked: boolean;
  days: string[];
  onAdd(date: string): void;
  onRemove(date: string): void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const kind = isWorked ? "worked" : "free";
  const today = nowInZone().format("YYYY-MM-DD");
  const said = (date: string) =>
    `${sayDate(date)} ${t(`settings.weekday.${weekdayOf(dayjs(date))}`)}`;
  return (
    <section className={css.group} aria-labelledby={id}>
      <h3 id={id}>{t(`settings.own.${kind}`)}</h3>
      <p className={css.quiet}>{t(`settings.ownText.${kind}`)}</p>
      <div className={own.days}>
        {days.length > 0 && (
          <ul aria-labelledby={id}>
            {days.map((date) => (
              <li key={date} data-past={date < today || undefined}>
                {said(date)}
                <button
                  type="button"
                  aria-label={t("settings.removeDay", { day: said(date) })}
                  onClick={() => onRemove(date)}
                >
                  <X size={14} strokeWidth={1.75} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <DatePicker
          aria-label={t(`settings.addDay.${kind}`)}
          placeholder={t(`settings.addDay.${kind}`)}
          value={null as Dayjs | null}
          onChange={(next) => next && onAdd(next.format("YYYY-MM-DD"))}
        />
      </div>
    </section>
  );
}
