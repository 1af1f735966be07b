import { Button, InputNumber, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Expanded } from "@/api/types";
import { fieldType } from "@/fields";
import type { Field, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import type { TableRights } from "../grid/rights";
import css from "./FilterBar.module.css";
import { type Operator, type Operators, offered, valueField } from "./operators";
import type { Condition } from "./useConditions";

interface Props {
  table: Table;
  rights: TableRights | undefined;
  operators: Operators | undefined;
  expanded: Expanded;
  condition: Condition | null;
  /** What is wrong with it; null: it holds now. */
  onSave(next: Condition): Promise<string | null>;
}

/** A field, how it is compared, and with what. */
export function ConditionEditor({ table, rights, operators, condition, onSave, expanded }: Props) {
  const { t } = useTranslation();
  const name = useId();
  const [key, setKey] = useState(condition?.field ?? null);
  const [chosen, choose] = useState(condition?.operator ?? null);
  const [value, setValue] = useState<unknown>(condition?.value ?? null);
  const [problem, setProblem] = useState<string | null>(null);
  const field = key ? table.fields.get(key) : undefined;
  const known = key ? rights?.fields[key] : undefined;
  const list = field && known && operators ? offered(operators, field, known) : [];
  const operator = list.find((each) => each.key === chosen) ?? list[0];
  const isWhole = operator !== undefined && isFilled(operator, value);
  const save = async () => {
    if (!key || !operator || !isWhole) return;
    const whole = operator.takes === "none" ? null : value;
    setProblem(await onSave({ field: key, operator: operator.key, value: whole }));
  };
  return (
    <form
      className={css.editor}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label htmlFor={`${name}-field`}>{t("list.filter.field")}</label>
      <Select
        id={`${name}-field`}
        autoFocus={condition === null}
        placeholder={t("list.filter.chooseField")}
        value={key}
        showSearch={{ optionFilterProp: "title" }}
        onChange={(next: string) => {
          setKey(next);
          choose(null);
          setValue(null);
        }}
        options={fieldOptions(table, rights)}
      />
      {operator && (
        <>
          <label htmlFor={`${name}-operator`}>{t("list.filter.operator")}</label>
          <Select
            id={`${name}-operator`}
            value={operator.key}
            onChange={(next: string) => {
              const other = list.find((each) => each.key === next);
              if (other?.takes !== operator.takes) setValue(null);
              choose(next);
            }}
            options={list.map((each) => ({ value: each.key, label: each.label }))}
          />
        </>
      )}
      {field && known && operator && operator.takes !== "none" && (
        <>
          <label htmlFor={`${name}-value`}>{t("list.filter.value")}</label>
          <ConditionValue
            key={`${field.key} ${operator.takes}`}
            id={`${name}-value`}
            field={field}
            operator={operator}
            valueType={known.value_type}
            value={value}
            expanded={expanded}
            onChange={setValue}
          />
        </>
      )}
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <Button type="primary" htmlType="submit" disabled={!isWhole}>
        {condition ? t("list.filter.change") : t("list.filter.add")}
      </Button>
    </form>
  );
}

function isFilled(operator: Operator, value: unknown): boolean {
  if (operator.takes === "none") return true;
  if (operator.takes === "two")
    return Array.isArray(value) && value.length === 2 && value.every((each) => each != null);
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== "";
}

function fieldOptions(table: Table, rights: TableRights | undefined) {
  return [...table.fields.values()].flatMap((field) => {
    const known = rights?.fields[field.key];
    if (!known?.visible || known.operators.length === 0) return [];
    const Icon = fieldType(field.type).icon;
    const label = (
      <span key={field.key} className={css.option}>
        <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
        {field.label}
      </span>
    );
    return [{ value: field.key, title: field.label, label }];
  });
}

function ConditionValue({
  id,
  field,
  operator,
  valueType,
  value,
  expanded,
  onChange,
}: {
  id: string;
  field: Field;
  operator: Operator;
  valueType: string;
  value: unknown;
  expanded: Expanded;
  onChange(value: unknown): void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  if (operator.takes === "days")
    return (
      <InputNumber
        id={id}
        min={0}
        max={36_500}
        precision={0}
        style={{ width: "100%" }}
        value={value as number | null}
        suffix={t("list.filter.day")}
        onChange={onChange}
      />
    );
  const asked = valueField(field, operator, valueType);
  if (asked.type === "boolean")
    return (
      <Select
        id={id}
        value={value as boolean | null}
        onChange={onChange}
        options={[true, false].map((each) => ({
          value: each,
          label: t(each ? "fields.yes" : "fields.no"),
        }))}
      />
    );
  const { Input } = fieldType(asked.type);
  if (!Input) return null;
  const shared = { field: asked, place: "form" as const, language, expanded };
  if (operator.takes !== "two")
    return <Input {...shared} id={id} value={value} onChange={onChange} />;
  const [low = null, high = null] = Array.isArray(value) ? value : [];
  return (
    <>
      <Input {...shared} id={id} value={low} onChange={(next) => onChange([next, high])} />
      <Input {...shared} value={high} onChange={(next) => onChange([low, next])} />
    </>
  );
}
