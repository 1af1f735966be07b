import { DatePicker } from "antd";
import { inZone } from "@/text/time";
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
