import { Select } from "antd";
import { ListChecks } from "lucide-react";
import type { Field } from "@/metadata/types";
import { Tag } from "@/ui/Tag";
import { type CellProps, defineField, type InputProps } from "../define";
import { OptionSettings } from "../select/OptionSettings";
import { freshOptions, matches } from "../select/options";
import css from "../shared/cells.module.css";
import { control } from "../shared/control";

const values = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const optionOf = (field: Field, value: string) =>
  field.options.find((option) => option.value === value);

function Cell({ field, value, place }: CellProps) {
  return (
    <span className={place === "page" ? css.wrapping : css.line}>
      {values(value).map((each) => (
        <Tag key={each} color={optionOf(field, each)?.color}>
          {optionOf(field, each)?.label ?? each}
        </Tag>
      ))}
    </span>
  );
}

function Input(props: InputProps) {
  const { field, value, onChange } = props;
  return (
    <Select
      {...control(props)}
      mode="multiple"
      style={{ width: "100%" }}
      value={values(value)}
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

export const multi_select = defineField({
  type: "multi_select",
  icon: ListChecks,
  group: "common",
  fresh: freshOptions,
  Cell,
  Input,
  Settings: OptionSettings,
  toText: (value, field) =>
    values(value)
      .map((each) => optionOf(field, each)?.label ?? each)
      .join("、"),
  width: 150,
});
