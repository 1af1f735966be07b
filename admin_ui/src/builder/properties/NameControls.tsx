import { Select } from "antd";
import { fieldsFor, useAround } from "./around";
import type { ControlProps } from "./controls";

const SEARCH = { optionFilterProp: "label" } as const;

export function FieldControl({ id, control, value, part, onChange }: ControlProps) {
  const around = useAround();
  if (control.kind !== "field") return null;
  const options = fieldsFor(around, control.of, part)
    .filter(({ type }) => control.types === undefined || control.types.includes(type))
    .map(({ key, label }) => ({ value: key, label }));
  return (
    <Select
      id={id}
      allowClear
      showSearch={SEARCH}
      mode={control.isMany ? "multiple" : undefined}
      value={value ?? undefined}
      options={options}
      onChange={onChange}
    />
  );
}

export function TableControl({ id, value, onChange }: ControlProps) {
  const { model } = useAround();
  const options = [...model.tables.values()].map(({ key, label }) => ({ value: key, label }));
  return (
    <Select
      id={id}
      allowClear
      showSearch={SEARCH}
      value={value ?? undefined}
      options={options}
      onChange={onChange}
    />
  );
}

export function NameControl({ id, control, value, onChange }: ControlProps) {
  const { choices } = useAround();
  if (control.kind !== "name") return null;
  return (
    <Select
      id={id}
      allowClear
      showSearch={SEARCH}
      mode={control.isMany ? "multiple" : undefined}
      value={value ?? undefined}
      options={[...(choices[control.of] ?? [])]}
      onChange={onChange}
    />
  );
}
