import { Timer } from "lucide-react";
import { t } from "@/text/t";
import { type CellProps, defineField } from "../define";
import { lineInput } from "../shared/texts";

const UNITS: [number, string][] = [
  [86_400, "time.days"],
  [3_600, "time.hours"],
  [60, "time.mins"],
  [1, "time.secs"],
];

/** Seconds, or a text such as `1.5h` while it is typed, in the two largest units: 3 天 2 小时. */
export function durationText(value: unknown): string {
  if (value == null) return "";
  if (typeof value !== "number") return String(value);
  let left = Math.abs(value);
  const parts: string[] = [];
  for (const [seconds, name] of UNITS) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0 && parts.length < 2) parts.push(t(name, { count }));
  }
  return (value < 0 ? "-" : "") + (parts.join(" ") || t("time.secs", { count: 0 }));
}

function Cell({ value }: CellProps) {
  return value == null ? null : <span>{durationText(value)}</span>;
}

export const duration = defineField({
  type: "duration",
  icon: Timer,
  group: null,
  Cell,
  Input: lineInput("text", "text"),
  toText: durationText,
  width: 120,
});
