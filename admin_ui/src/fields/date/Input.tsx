import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { InputProps } from "../define";

export function Input({
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
