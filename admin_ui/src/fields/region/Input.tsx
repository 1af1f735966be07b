import { Cascader } from "antd";
import type { InputProps } from "../define";
import { pathOf, useRegions } from "./regions";

export function Input({
  field,
  value,
  onChange,
  place,
  language,
  expanded: _,
  ...rest
}: InputProps) {
  const regions = useRegions(language, true);
  return (
    <Cascader
      {...rest}
      aria-label={field.label}
      style={{ width: "100%" }}
      variant={place === "grid" ? "borderless" : "outlined"}
      options={regions.data?.tree ?? []}
      changeOnSelect
      showSearch
      value={value == null ? [] : pathOf(regions.data, String(value))}
      onChange={(path) => onChange(path?.at(-1) ?? null)}
    />
  );
}
