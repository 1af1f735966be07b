import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { InputProps } from "../define";
import { control } from "../shared/control";

export function Input(props: InputProps) {
  const { value, onChange } = props;
  return (
    <DatePicker
      {...control(props)}
      placeholder=""
      style={{ width: "100%" }}
      value={value == null ? null : dayjs(String(value))}
      onChange={(next) => onChange(next ? next.format("YYYY-MM-DD") : null)}
    />
  );
}
