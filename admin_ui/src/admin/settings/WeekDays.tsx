import { useTranslation } from "react-i18next";
import css from "./settings.module.css";
import own from "./WorkingTime.module.css";

/** The days of the week that are worked. */
export function WeekDays({ days, onChange }: { days: number[]; onChange(next: number[]): void }) {
  const { t } = useTranslation();
  return (
    <fieldset className={css.group}>
      <legend>{t("settings.days")}</legend>
      <div className={own.week}>
        {[1, 2, 3, 4, 5, 6, 7].map((day) => (
          <button
            key={day}
            type="button"
            className={own.chip}
            aria-pressed={days.includes(day)}
            onClick={() =>
              onChange(
                days.includes(day)
                  ? days.filter((each) => each !== day)
                  : [...days, day].sort((one, other) => one - other),
              )
            }
          >
            {t(`settings.weekday.${day}`)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
