import { Input as AntInput } from "antd";
import type { InputProps } from "../define";

export function Input({
  field,
  value,
  onChange,
  place,
  language: _,
  expanded: __,
  ...rest
}: InputProps) {
  const limit = "max_length" in field.document ? (field.document.max_length as number) : undefined;
  return (
    <AntInput
      {...rest}
      variant={place === "grid" ? "borderless" : "outlined"}
      value={value == null ? "" : String(value)}
      maxLength={limit}
      onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
    />
  );
}
