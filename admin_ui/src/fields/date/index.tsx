import { Calendar } from "lucide-react";
import { sayDate } from "@/text/time";
import { type CellProps, defineField } from "../define";
import { later } from "../shared/later";

function Cell({ value, language }: CellProps) {
  if (value == null) return null;
  return (
    <time dateTime={String(value)} title={String(value)}>
      {sayDate(String(value), undefined, language)}
    </time>
  );
}

export const date = defineField({
  type: "date",
  icon: Calendar,
  group: "common",
  Cell,
  Input: later(() => import("./Input")),
  toText: (value) => String(value ?? ""),
  width: 110,
});
