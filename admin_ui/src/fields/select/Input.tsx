import { Select } from "antd";
import { Tag } from "@/ui/Tag";
import type { InputProps } from "../define";
import { control } from "../shared/control";
import { matches } from "./options";

const FEW = 8;

export function Input(props: InputProps) {
  const { field, value, onChange } = props;
  return (
    <Select
      {...control(props)}
      style={{ width: "100%" }}
      allowClear
      showSearch={field.options.length > FEW && { filterOption: matches }}
      value={(value as string | null) ?? undefined}
      onChange={(next?: string) => onChange(next ?? null)}
      options={field.options.map((option) => ({
        value: option.value,
        title: option.label,
        label: <Tag color={option.color}>{option.label}</Tag>,
      }))}
    />
  );
}
