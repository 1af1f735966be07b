import { DatePicker } from "antd";
import dayjs from "dayjs";
import { Calendar } from "lucide-react";
import { sayDate } from "@/text/time";
import { type CellProps, defineField, type InputProps } from "../define";

function Cell({ value, language }: CellProps) {
  if (value == null) return null;
  return (
    <time dateTime={String(value)} title={String(value)}>
      {sayDate(String(value), undefined, language)}
    </time>
  );
}

function Input({
  field: _,
  value,
  onChange,
  place,
  language: __,
  expanded: ___,
  ...rest
}: InputProps) {
  return (
    <DatePicker
      {...rest}
      placeholder=""
      style={{ width: "100%" }}
      variant={place === "grid" ? "borderless" : "outlined"}
      value={value == null ? null : dayjs(String(value))}
      onChange={(next) => onChange(next ? next.format("YYYY-MM-DD") : null)}
    />
  );
}

export const date = defineField({
  type: "date",
  icon: Calendar,
  group: "common",
  Cell,
  Input,
  toText: (value) => String(value ?? ""),
  width: 110,
});
