import dayjs from "dayjs";
import { t } from "@/text/t";
import { inZone, sayTime } from "@/text/time";

export type Tone = "calm" | "near" | "over";

/** How much of the time to answer is left. */
export interface Countdown {
  text: string;
  tone: Tone;
  /** What has gone by, 0 to 1. */
  gone: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** As long as this is left it is counted in hours; then the moment itself is said. */
const COUNTED = 6 * HOUR;

/** 剩 18:24 (under an hour), 剩 3 小时 40 分, 今天 18:00, 11月25日; 超 2 小时 24 分. */
export function countdown(due: string, from: string | null, now: number): Countdown {
  const end = Date.parse(due);
  const left = end - now;
  const start = from === null ? end : Date.parse(from);
  const gone = end > start ? Math.min(1, Math.max(0, (now - start) / (end - start))) : 1;
  if (left < 0) return { text: t("time.over", { time: spanText(-left) }), tone: "over", gone: 1 };
  if (left < HOUR) return { text: t("time.left", { time: clockText(left) }), tone: "near", gone };
  if (left < COUNTED) return { text: t("time.left", { time: spanText(left) }), tone: "calm", gone };
  return { text: momentText(due, now), tone: "calm", gone };
}

/** 18:24 of less than an hour. */
function clockText(span: number): string {
  const seconds = Math.floor(span / 1_000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** 2 小时 24 分, 18 分, 3 天: the two greatest parts at most. */
export function spanText(span: number): string {
  if (span < MINUTE) return t("time.secs", { count: Math.floor(span / 1_000) });
  if (span >= 2 * DAY) return t("time.days", { count: Math.floor(span / DAY) });
  const hours = Math.floor(span / HOUR);
  const minutes = Math.floor((span % HOUR) / MINUTE);
  const parts = [
    hours > 0 ? t("time.hours", { count: hours }) : "",
    minutes > 0 ? t("time.mins", { count: minutes }) : "",
  ];
  return parts.filter(Boolean).join(" ");
}

/** 今天 18:00 and 明天 10:00 with the time, other days as the day alone. */
function momentText(due: string, now: number): string {
  const said = sayTime(due, inZone(dayjs(now)));
  const clock = ` ${inZone(due).format("HH:mm")}`;
  const days = inZone(due)
    .startOf("day")
    .diff(inZone(dayjs(now)).startOf("day"), "day");
  return days > 1 && said.endsWith(clock) ? said.slice(0, -clock.length) : said;
}
