import { Input, InputNumber, Select, Switch } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ControlProps } from "./controls";
import css from "./properties.module.css";

export function LineControl({ id, control, value, onChange }: ControlProps) {
  return (
    <Input
      id={id}
      placeholder={control.kind === "line" ? control.hint : undefined}
      value={String(value ?? "")}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export function LinesControl({ id, control, value, onChange }: ControlProps) {
  return (
    <Select
      id={id}
      mode="tags"
      open={false}
      suffixIcon={null}
      placeholder={control.kind === "lines" ? control.hint : undefined}
      value={(value ?? []) as string[]}
      onChange={onChange}
    />
  );
}

export function NumberControl({ id, control, value, onChange }: ControlProps) {
  return (
    <InputNumber
      id={id}
      className={css.number}
      placeholder={control.kind === "number" ? control.standard?.toString() : undefined}
      value={typeof value === "number" ? value : null}
      onChange={(next) => onChange(next)}
    />
  );
}

/** Without the dust of binary fractions: 0.07 is 7, and 7 is 0.07. */
const scaled = (value: number, by: number): number => Number((value * by).toPrecision(12));

export function PercentControl({ id, control, value, onChange }: ControlProps) {
  const standard = control.kind === "percent" ? control.standard : undefined;
  return (
    <InputNumber
      id={id}
      className={css.number}
      suffix="%"
      placeholder={standard === undefined ? undefined : String(scaled(standard, 100))}
      value={typeof value === "number" ? scaled(value, 100) : null}
      onChange={(next) => onChange(next === null ? null : scaled(next, 0.01))}
    />
  );
}

export function SwitchControl({ id, value, onChange }: ControlProps) {
  return (
    <Switch
      id={id}
      size="small"
      aria-labelledby={`${id}-label`}
      checked={value === true}
      onChange={onChange}
    />
  );
}

export function ChoiceControl({ id, control, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  if (control.kind !== "choice") return null;
  const place = control.of ? `objects.choices.${control.of}` : "properties.choices";
  const options = control.options.map((option) => ({
    value: option,
    label: t(`${place}.${option}`),
  }));
  return (
    <Select
      id={id}
      allowClear
      mode={control.isMany ? "multiple" : undefined}
      placeholder={control.standard && t(`${place}.${control.standard}`)}
      value={value ?? undefined}
      options={options}
      onChange={onChange}
    />
  );
}

const UNITS = ["min", "h", "d", "w"] as const;
const DURATION = /^(-?[\d.]+)([a-z]+)$/;

/** A time as a number and its unit: 72 hours. */
export function DurationControl({ id, label, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  const [, amount = "", kept = "h"] = DURATION.exec(String(value ?? "")) ?? [];
  const [unit, setUnit] = useState(kept);
  useEffect(() => {
    if (amount) setUnit(kept);
  }, [amount, kept]);
  const units = (UNITS as readonly string[]).includes(unit) ? UNITS : [...UNITS, unit];
  return (
    <span className={css.duration}>
      <InputNumber
        id={id}
        value={amount === "" ? null : Number(amount)}
        onChange={(next) => onChange(next === null ? null : `${next}${unit}`)}
      />
      <Select
        aria-label={t("properties.unitOf", { name: label })}
        value={unit}
        options={units.map((each) => ({ value: each, label: t(`properties.units.${each}`) }))}
        onChange={(next) => {
          setUnit(next);
          if (amount) onChange(`${amount}${next}`);
        }}
      />
    </span>
  );
}
