import { Cascader } from "antd";
import { MapPin } from "lucide-react";
import { type CellProps, defineField, type InputProps } from "../define";
import { pathOf, regionName, useRegions } from "./regions";

function Cell({ value, language }: CellProps) {
  const regions = useRegions(language, value != null);
  return value == null ? null : <span>{regionName(regions.data, String(value))}</span>;
}

function Input({ field, value, onChange, place, language, expanded: _, ...rest }: InputProps) {
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

export const region = defineField({
  type: "region",
  icon: MapPin,
  group: "contact",
  Cell,
  Input,
  toText: (value) => (value == null ? "" : regionName(undefined, String(value))),
  width: 130,
});
