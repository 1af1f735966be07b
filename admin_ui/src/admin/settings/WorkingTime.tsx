import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Switch } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { get, put } from "@/api/client";
import { nowInZone } from "@/text/time";
import { notify } from "@/ui/Notices";
import { PageSection } from "@/ui/Page";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { type Calendar, type CalendarAnswer, crossedAt, keptOf, turned, withDay } from "./calendar";
import { useKept } from "./kept";
import { Refusal } from "./Line";
import { MonthCalendar } from "./MonthCalendar";
import { OwnDays } from "./OwnDays";
import { Spans } from "./Spans";
import { useSettingsChange } from "./settings";
import css from "./settings.module.css";
import { WeekDays } from "./WeekDays";
import own from "./WorkingTime.module.css";

const PATH = "/settings/working-time";
const KEY = ["settings", "calendar"] as const;

/** The hours and days that are worked: what limits in working time are counted by. */
export function WorkingTime() {
  const { t, i18n } = useTranslation();
  const found = useQuery({
    // The names of public days come in the language they are asked for in.
    queryKey: [...KEY, i18n.language],
    queryFn: ({ signal }) => get<CalendarAnswer>(PATH, {}, signal),
  });
  if (found.error) return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading />;
  return (
    <PageSection title={t("settings.part.working-time")} text={t("settings.workingText")}>
      <Editor answer={found.data} />
    </PageSection>
  );
}

function Editor({ answer }: { answer: CalendarAnswer }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [month, setMonth] = useState(() => nowInZone().format("YYYY-MM"));
  const [typed, type] = useKept<Calendar>("working-time");
  const saved = keptOf(answer);
  const calendar = typed ?? saved;
  const known = useMemo(
    () => new Map(answer.public_days.map((day) => [day.date, day])),
    [answer.public_days],
  );
  const save = useSettingsChange(async () => {
    await put(PATH, keptOf(calendar));
    await cache.invalidateQueries({ queryKey: KEY });
    type(null);
    notify({ text: t("settings.calendarSaved") });
  });
  const change = (part: Partial<Calendar>) => type({ ...calendar, ...part });
  const isChanged = typed !== null && JSON.stringify(keptOf(typed)) !== JSON.stringify(saved);
  const missing =
    crossedAt(calendar.hours) >= 0
      ? t("settings.fixHours")
      : calendar.days.length === 0
        ? t("settings.pickDays")
        : null;
  return (
    <>
      <Spans spans={calendar.hours} onChange={(hours) => change({ hours })} />
      <WeekDays days={calendar.days} onChange={(days) => change({ days })} />
      <label className={css.switch} htmlFor="public-days">
        <span>
          {t("settings.public")}
          <small>{t("settings.publicText")}</small>
        </span>
        <Switch
          id="public-days"
          size="small"
          checked={calendar.public}
          onChange={(next) => change({ public: next })}
        />
      </label>
      <MonthCalendar
        calendar={calendar}
        known={known}
        month={month}
        onMonth={setMonth}
        onTurn={(date) => type(turned(calendar, known, date))}
      />
      {([false, true] as const).map((isWorked) => (
        <OwnDays
          key={String(isWorked)}
          isWorked={isWorked}
          days={isWorked ? calendar.workdays : calendar.holidays}
          onAdd={(date) => {
            type(withDay(calendar, date, isWorked));
            setMonth(date.slice(0, 7));
          }}
          onRemove={(date) => type(withDay(calendar, date, null))}
        />
      ))}
      <Refusal error={save.error} />
      {isChanged && (
        <div className={own.save}>
          <Button
            type="primary"
            disabled={missing !== null}
            loading={save.isPending}
            onClick={() => save.mutate(undefined)}
          >
            {missing ?? t("settings.saveCalendar")}
          </Button>
          <Button onClick={() => type(null)}>{t("settings.takeBack")}</Button>
        </div>
      )}
    </>
  );
}
