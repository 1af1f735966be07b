import dayjs, { type Dayjs } from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";
import { currentLanguage, type Language, t } from "./t";

dayjs.extend(utc);
dayjs.extend(timezone);

let zone = "Asia/Shanghai";

/** Later times are shown in the workspace's zone. */
export function keepZone(next: string): void {
  zone = next;
}

export const inZone = (value: string | Dayjs): Dayjs => dayjs(value).tz(zone);
export const nowInZone = (): Dayjs => dayjs().tz(zone);

/** A moment as it is said: 刚刚, 3 分钟前, 今天 10:12, 昨天 15:40, 11月18日, 2025年12月3日. */
export function sayTime(
  value: string,
  now: Dayjs = nowInZone(),
  language: Language = currentLanguage(),
): string {
  const moment = inZone(value);
  if (!moment.isValid()) return value;
  const seconds = now.diff(moment, "second");
  if (seconds >= 0 && seconds < 60) return t("time.now");
  if (seconds > 0 && seconds < 3600) return t("time.minutes", { count: Math.floor(seconds / 60) });
  const days = now.startOf("day").diff(moment.startOf("day"), "day");
  const clock = moment.format("HH:mm");
  if (days === 0) return t("time.today", { clock });
  if (days === 1) return t("time.yesterday", { clock });
  if (days === -1) return t("time.tomorrow", { clock });
  const date = sayDate(moment.format("YYYY-MM-DD"), now, language);
  return days < 0 ? `${date} ${clock}` : date;
}

/** A day: 11月18日 in this year, 2025年12月3日 in others. */
export function sayDate(
  value: string,
  now: Dayjs = nowInZone(),
  language: Language = currentLanguage(),
): string {
  const day = dayjs(value);
  if (!day.isValid()) return value;
  const isThisYear = day.year() === now.year();
  if (language === "zh") return day.format(isThisYear ? "M月D日" : "YYYY年M月D日");
  return day.locale("en").format(isThisYear ? "D MMM" : "D MMM YYYY");
}

/** The exact moment with seconds and zone, for hovering. */
export const exactTime = (value: string): string => inZone(value).format("YYYY-MM-DD HH:mm:ss Z");

/** A time in full, as on a record: 2026年11月24日 10:00. */
export function fullTime(value: string, language: Language = currentLanguage()): string {
  const moment = inZone(value);
  return language === "zh"
    ? moment.format("YYYY年M月D日 HH:mm")
    : moment.locale("en").format("D MMM YYYY HH:mm");
}
