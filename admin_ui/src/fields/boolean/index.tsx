import { Switch } from "antd";
import { Check, ToggleLeft } from "lucide-react";
import { t } from "@/text/t";
import { type CellProps, defineField, type InputProps } from "../define";

const boolText = (value: unknown): string =>
  value == null ? "" : t(value ? "fields.yes" : "fields.no");

function Cell({ value, place }: CellProps) {
  if (value == null) return null;
  if (place === "page") return <span>{boolText(value)}</span>;
  return value ? (
    <Check size={16} strokeWidth={2.25} color="var(--ok)" aria-label={boolText(value)} />
  ) : null;
}

function Input({ value, onChange, id, disabled, autoFocus, field }: InputProps) {
  return (
    <Switch
      id={id}
      size="small"
      aria-label={field.label}
      autoFocus={autoFocus}
      disabled={disabled}
      checked={value === true}
      onChange={onChange}
    />
  );
}

export const boolean = defineField({
  type: "boolean",
  icon: ToggleLeft,
  group: "links",
  Cell,
  Input,
  toText: boolText,
  width: 80,
});
