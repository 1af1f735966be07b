import dayjs from "dayjs";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { nowInZone } from "@/text/time";
import { IconButton } from "@/ui/IconButton";
import { type Calendar, type PublicDay, type ShownDay, shownDay, weeksOf } from "./calendar";
import css from "./MonthCalendar.module.css";

/** A month: which days are worked, and what says so; a click turns a day round. */
export function MonthCalendar({
  calendar,
  known,
  month,
  onMonth,
  onTurn,
}: {
  calendar: Calendar;
  known: ReadonlyMap<string, PublicDay>;
  month: string;
  onMonth(next: string): void;
  onTurn(date: string): void;
}) {
  const { t } = useTranslation();
  const first = dayjs(`${month}-01`);
  const weeks = weeksOf(month).map((week) =>
    week.map((date) => (date ? shownDay(calendar, known, date) : null)),
  );
  const worked = weeks.flat().filter((day) => day?.isWorked).length;
  const title = first.locale("en").format(t("settings.monthFormat"));
  const go = (by: number) => onMonth(first.add(by, "month").format("YYYY-MM"));
  return (
    <section className={css.calendar} aria-label={t("settings.calendar")}>
      <header>
        <h3 aria-live="polite">{title}</h3>
        <small>{t("settings.workedDays", { count: worked })}</small>
        <IconButton icon={ChevronLeft} label={t("settings.monthBefore")} onClick={() => go(-1)} />
        <IconButton icon={ChevronRight} label={t("settings.monthAfter")} onClick={() => go(1)} />
      </header>
      <table>
        <thead>
          <tr>
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <th key={day} scope="col">
                {t(`settings.weekday.${day}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, at) => (
            <tr key={at}>
              {week.map((day, index) => (
                <td key={index}>{day && <Day day={day} onTurn={onTurn} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t("settings.calendarText")}</p>
    </section>
  );
}

function Day({ day, onTurn }: { day: ShownDay; onTurn(date: string): void }) {
  const { t } = useTranslation();
  const reason =
    day.why === "own"
      ? t(`settings.own.${day.isWorked ? "worked" : "free"}`)
      : day.why === "public"
        ? t(day.isWorked ? "settings.inStead" : "settings.named", { name: day.name })
        : t(day.isWorked ? "settings.usual" : "settings.weekend");
  const state = t(day.isWorked ? "settings.worked" : "settings.free");
  const mark = day.why === "own" ? state : day.isWorked ? t("settings.inSteadShort") : day.name;
  return (
    <button
      type="button"
      className={css.day}
      data-worked={day.isWorked}
      data-why={day.why}
      aria-current={day.date === nowInZone().format("YYYY-MM-DD") ? "date" : undefined}
      aria-pressed={day.isWorked}
      title={reason}
      onClick={() => onTurn(day.date)}
    >
      <span className="visually-hidden">
        {t("settings.daySaid", { date: day.date, state, reason })}
      </span>
      <b aria-hidden="true">{Number(day.date.slice(8))}</b>
      {day.why !== "week" && <span aria-hidden="true">{mark}</span>}
    </button>
  );
}
