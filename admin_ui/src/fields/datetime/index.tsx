import { DatePicker } from "antd";
import { Clock } from "lucide-react";
import { exactTime, fullTime, inZone, sayTime } from "@/text/time";
import { type CellProps, defineField, type InputProps } from "../define";

function Cell({ value, place, language }: CellProps) {
  if (value == null) return null;
  const text = String(value);
  return (
    <time dateTime={text} title={exactTime(text)}>
      {place === "page" ? fullTime(text, language) : sayTime(text, undefined, language)}
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
      needConfirm={false}
      style={{ width: "100%" }}
      showTime={{ format: "HH:mm" }}
      format="YYYY-MM-DD HH:mm"
      variant={place === "grid" ? "borderless" : "outlined"}
      value={value == null ? null : inZone(String(value))}
      onChange={(next) =>
        onChange(
          next
            ? inZone(next.format("YYYY-MM-DDTHH:mm:ss") + inZone(next).format("Z")).toISOString()
            : null,
        )
      }
    />
  );
}

export const datetime = defineField({
  type: "datetime",
  icon: Clock,
  group: "common",
  Cell,
  Input,
  toText: (value) => (value == null ? "" : exactTime(String(value)).slice(0, 16)),
  width: 130,
});
