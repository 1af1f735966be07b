import { Cascader } from "antd";
import type { InputProps } from "../define";
import { control } from "../shared/control";
import { pathOf, useRegions } from "./regions";

export function Input(props: InputProps) {
  const { field, value, onChange, language } = props;
  const regions = useRegions(language, true);
  return (
    <Cascader
      {...control(props)}
      aria-label={field.label}
      style={{ width: "100%" }}
      options={regions.data?.tree ?? []}
      changeOnSelect
      showSearch
      value={value == null ? [] : pathOf(regions.data, String(value))}
      onChange={(path) => onChange(path?.at(-1) ?? null)}
    />
  );
}
