import { Button, Input, Select } from "antd";
import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/IconButton";
import { fieldsFor, useAround } from "./around";
import type { ControlProps } from "./controls";
import css from "./properties.module.css";
import { FormulaControl } from "./TextControls";

type Values = Readonly<Record<string, string>>;
const FORMULA = { kind: "formula", use: "set" } as const;
/** What nobody writes: the engine makes it. */
const MADE = new Set(["formula", "generated", "auto_number", "children", "state"]);

/** Fields and the formulas that give them their values. */
export function ValuesControl({ id, control, value, part, pointer, onChange }: ControlProps) {
  const { t } = useTranslation();
  const around = useAround();
  const values = (value ?? {}) as Values;
  const of = control.kind === "values" ? control.of : undefined;
  const fields = fieldsFor(around, of, part).filter(
    (field) => !field.isSystem && !MADE.has(field.type),
  );
  const free = fields.filter(({ key }) => !(key in values));
  const put = (next: Values) => onChange(Object.keys(next).length > 0 ? next : null);
  return (
    <div className={css.values} id={id}>
      {Object.entries(values).map(([key, formula]) => {
        const label = fields.find((field) => field.key === key)?.label ?? key;
        return (
          <div key={key} className={css.value}>
            <span className={css.label}>{label}</span>
            <IconButton
              icon={X}
              size={14}
              label={t("properties.drop", { name: label })}
              onClick={() => put(without(values, key))}
            />
            <FormulaControl
              id={`${id}-${key}`}
              label={label}
              control={FORMULA}
              value={formula}
              part={values}
              pointer={`${pointer}/${key}`}
              onChange={(next) => put({ ...values, [key]: String(next ?? "") })}
            />
          </div>
        );
      })}
      <Select
        aria-label={t("properties.addField")}
        placeholder={t("properties.addField")}
        showSearch={{ optionFilterProp: "label" }}
        value={null}
        options={free.map(({ key, label }) => ({ value: key, label }))}
        onChange={(key: string | null) => key && put({ ...values, [key]: "" })}
      />
    </div>
  );
}

/** Names that one makes up, each with a formula or a text. */
export function NamedControl({ id, control, value, pointer, onChange }: ControlProps) {
  const { t } = useTranslation();
  const values = (value ?? {}) as Values;
  const put = (next: Values) => onChange(Object.keys(next).length > 0 ? next : null);
  const renamed = (old: string, name: string) =>
    put(
      Object.fromEntries(Object.entries(values).map(([key, it]) => [key === old ? name : key, it])),
    );
  return (
    <div className={css.values} id={id}>
      {Object.entries(values).map(([key, text], index) => (
        // Its place, not its name: that is what is being typed.
        <div key={index} className={css.value}>
          <Input
            size="small"
            aria-label={t("properties.nameOfValue")}
            value={key}
            onChange={(event) => renamed(key, event.target.value)}
          />
          <IconButton
            icon={X}
            size={14}
            label={t("properties.drop", { name: key })}
            onClick={() => put(without(values, key))}
          />
          {control.kind === "named" && control.isText ? (
            <Input
              aria-label={key}
              value={text}
              onChange={(event) => put({ ...values, [key]: event.target.value })}
            />
          ) : (
            <FormulaControl
              id={`${id}-${index}`}
              label={key}
              control={FORMULA}
              value={text}
              part={values}
              pointer={`${pointer}/${key}`}
              onChange={(next) => put({ ...values, [key]: String(next ?? "") })}
            />
          )}
        </div>
      ))}
      <Button
        size="small"
        icon={<Plus size={14} />}
        onClick={() => put({ ...values, [freshName(values)]: "" })}
      >
        {t("properties.addValue")}
      </Button>
    </div>
  );
}

const without = (values: Values, key: string): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));

function freshName(values: Values): string {
  let number = 1;
  while (`value_${number}` in values) number += 1;
  return `value_${number}`;
}
