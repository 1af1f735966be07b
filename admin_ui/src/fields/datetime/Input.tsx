import { DatePicker } from "antd";
import { inZone } from "@/text/time";
import type { InputProps } from "../define";
import { control } from "../shared/control";

export function Input(props: InputProps) {
  const { value, onChange } = props;
  return (
    <DatePicker
      {...control(props)}
      placeholder=""
      needConfirm={false}
      style={{ width: "100%" }}
      showTime={{ format: "HH:mm" }}
      format="YYYY-MM-DD HH:mm"
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
