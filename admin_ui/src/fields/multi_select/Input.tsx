import { Select } from "antd";
import { Tag } from "@/ui/Tag";
import type { InputProps } from "../define";
import { matches } from "../select/options";
import { control } from "../shared/control";
import { valuesOf } from "./values";

export function Input(props: InputProps) {
  const { field, value, onChange } = props;
  return (
    <Select
      {...control(props)}
      mode="multiple"
      style={{ width: "100%" }}
      value={valuesOf(value)}
      onChange={(next: string[]) => onChange(next.length ? next : null)}
      showSearch={{ filterOption: matches }}
      options={field.options.map((option) => ({
        value: option.value,
        title: option.label,
        label: <Tag color={option.color}>{option.label}</Tag>,
      }))}
    />
  );
}
