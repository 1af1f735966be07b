import { Checkbox, Input, Segmented } from "antd";
import { ArrowDown, ArrowUp, Pin } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import type { Field, Table } from "@/metadata/types";
import { IconButton } from "@/ui/IconButton";
import { type Column, type ColumnChoice, changed, choicesOf, moved } from "../grid/columns";
import css from "./ColumnsPanel.module.css";
import type { Density } from "./kept";

interface Props {
  table: Table;
  columns: Column[];
  density: Density;
  isOwn: boolean;
  onColumns(next: ColumnChoice[] | null): void;
  onDensity(next: Density): void;
}

/** Which columns there are, in which order, and how high rows are: one's own choice. */
export function ColumnsPanel({ table, columns, density, isOwn, onColumns, onDensity }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const choices = choicesOf(columns);
  const shown = new Set(choices.map(({ field }) => field));
  const hidden = [...table.fields.values()].filter(
    ({ key, type }) => !shown.has(key) && type !== "children",
  );
  const matches = (field: Field) => field.label.toLowerCase().includes(typed.trim().toLowerCase());
  const shift = (at: number, by: number) => {
    const key = choices[at]?.field;
    const before = by < 0 ? choices[at - 1]?.field : (choices[at + 2]?.field ?? null);
    if (key && before !== undefined) onColumns(moved(choices, key, before));
  };
  return (
    <div className={css.panel}>
      <Segmented
        block
        size="small"
        aria-label={t("list.density.label")}
        value={density}
        onChange={(next) => onDensity(next as Density)}
        options={(["compact", "standard", "comfortable"] as const).map((value) => ({
          value,
          label: t(`list.density.${value}`),
        }))}
      />
      <Input
        size="small"
        allowClear
        aria-label={t("list.findColumn")}
        placeholder={t("list.findColumn")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul>
        {columns.map(({ field, isFrozen }, at) =>
          matches(field) ? (
            <li key={field.key}>
              <ColumnBox
                field={field}
                isShown
                isLast={columns.length === 1}
                onChange={() => onColumns(choices.filter((each) => each.field !== field.key))}
              />
              <IconButton
                icon={Pin}
                size={14}
                isOn={isFrozen}
                label={t("list.freeze", { field: field.label })}
                onClick={() => onColumns(changed(choices, field.key, { frozen: !isFrozen }))}
              />
              <IconButton
                icon={ArrowUp}
                size={14}
                disabled={at === 0}
                label={t("list.moveUp", { field: field.label })}
                onClick={() => shift(at, -1)}
              />
              <IconButton
                icon={ArrowDown}
                size={14}
                disabled={at === columns.length - 1}
                label={t("list.moveDown", { field: field.label })}
                onClick={() => shift(at, 1)}
              />
            </li>
          ) : null,
        )}
        {hidden.filter(matches).map((field) => (
          <li key={field.key}>
            <ColumnBox
              field={field}
              isShown={false}
              onChange={() => onColumns([...choices, { field: field.key }])}
            />
          </li>
        ))}
      </ul>
      {isOwn && (
        <button type="button" className={css.reset} onClick={() => onColumns(null)}>
          {t("list.resetColumns")}
        </button>
      )}
    </div>
  );
}

function ColumnBox({
  field,
  isShown,
  isLast,
  onChange,
}: {
  field: Field;
  isShown: boolean;
  isLast?: boolean;
  onChange(): void;
}) {
  const Icon = fieldType(field.type).icon;
  return (
    <Checkbox className={css.box} checked={isShown} disabled={isLast} onChange={onChange}>
      <span className={css.name}>
        <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
        {field.label}
      </span>
    </Checkbox>
  );
}
