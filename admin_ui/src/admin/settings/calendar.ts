import dayjs, { type Dayjs } from "dayjs";

export interface Span {
  begin: string;
  end: string;
}

/** The calendar as the server keeps it, with the public days that it knows. */
export interface Calendar {
  hours: Span[];
  /** 1 is Monday. */
  days: number[];
  public: boolean;
  holidays: string[];
  workdays: string[];
}

export interface PublicDay {
  date: string;
  name: string;
  worked: boolean;
}

export interface CalendarAnswer extends Calendar {
  public_days: PublicDay[];
}

/** What decides whether a day is worked, the strongest first. */
export type Why = "own" | "public" | "week";

export interface ShownDay {
  date: string;
  isWorked: boolean;
  why: Why;
  /** What the public day is called. */
  name: string | null;
}

/** The lists of the calendar laid over each other for one day, as they will be once saved. */
export function shownDay(calendar: Calendar, known: ReadonlyMap<string, PublicDay>, date: string) {
  const found = calendar.public ? known.get(date) : undefined;
  const name = found?.name ?? null;
  const day = (isWorked: boolean, why: Why): ShownDay => ({ date, isWorked, why, name });
  if (calendar.workdays.includes(date)) return day(true, "own");
  if (calendar.holidays.includes(date)) return day(false, "own");
  if (found) return day(found.worked, "public");
  return day(calendar.days.includes(weekdayOf(dayjs(date))), "week");
}

/** 1 is Monday. */
export const weekdayOf = (day: Dayjs): number => day.day() || 7;

/** The days of a month in weeks from Monday; null: the day is of another month. */
export function weeksOf(month: string): (string | null)[][] {
  const first = dayjs(`${month}-01`);
  const cells: (string | null)[] = Array<null>(weekdayOf(first) - 1).fill(null);
  for (let at = 0; at < first.daysInMonth(); at++)
    cells.push(first.add(at, "day").format("YYYY-MM-DD"));
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** The calendar with the company's own word on a day; null: it has none. */
export function withDay(calendar: Calendar, date: string, isWorked: boolean | null): Calendar {
  const others = (list: string[]) => list.filter((each) => each !== date);
  return {
    ...calendar,
    holidays:
      isWorked === false ? [...others(calendar.holidays), date].sort() : others(calendar.holidays),
    workdays: isWorked ? [...others(calendar.workdays), date].sort() : others(calendar.workdays),
  };
}

/** A day turned round: the company's own word is taken back, or says the opposite of the rest. */
export function turned(
  calendar: Calendar,
  known: ReadonlyMap<string, PublicDay>,
  date: string,
): Calendar {
  const { why, isWorked } = shownDay(calendar, known, date);
  return withDay(calendar, date, why === "own" ? null : !isWorked);
}

/** Only what is kept, for comparing and for the server. */
export const keptOf = ({
  hours,
  days,
  public: isPublic,
  holidays,
  workdays,
}: Calendar): Calendar => ({
  hours,
  days: [...days].sort(),
  public: isPublic,
  holidays,
  workdays,
});

/** The hours of a working day. */
export function hoursIn(spans: readonly Span[]): number {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  return spans.reduce((sum, { begin, end }) => sum + (minutes(end) - minutes(begin)) / 60, 0);
}

/** Spans that end before they begin, or begin before the one before ends: the place of the first;
 * -1: there is none. */
export function crossedAt(spans: readonly Span[]): number {
  return spans.findIndex(
    ({ begin, end }, at) => !begin || !end || begin >= end || begin < (spans[at - 1]?.end ?? ""),
  );
}
