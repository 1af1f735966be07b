import { Clock } from "lucide-react";
import { exactTime, fullTime, sayTime } from "@/text/time";
import { type CellProps, defineField } from "../define";
import { later } from "../shared/later";

function Cell({ value, place, language }: CellProps) {
  if (value == null) return null;
  const text = String(value);
  return (
    <time dateTime={text} title={exactTime(text)}>
      {place === "page" ? fullTime(text, language) : sayTime(text, undefined, language)}
    </time>
  );
}

export const datetime = defineField({
  type: "datetime",
  icon: Clock,
  group: "common",
  Cell,
  Input: later(() => import("./Input")),
  toText: (value) => (value == null ? "" : exactTime(String(value)).slice(0, 16)),
  width: 130,
});
