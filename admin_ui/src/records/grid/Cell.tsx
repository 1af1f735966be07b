import type { Expanded, RecordRow } from "@/api/types";
import { fieldType } from "@/fields";
import type { Language } from "@/text/t";
import type { Column } from "./columns";
import css from "./Grid.module.css";

interface Props {
  row: RecordRow;
  column: Column;
  expanded: Expanded;
  language: Language;
}

/** A value as the grid draws it, in the colour that a rule of the view gives it. */
export function CellValue({ row, column, expanded, language }: Props) {
  const { Cell } = fieldType(column.field.type);
  const value = (
    <Cell
      field={column.field}
      value={row.values[column.field.key]}
      place="grid"
      language={language}
      expanded={expanded}
    />
  );
  const color = row.colors?.[column.field.key];
  if (!color) return value;
  return (
    <span
      className={css.colored}
      style={{ background: `var(--${color}-bg)`, color: `var(--${color}-tx)` }}
    >
      {value}
    </span>
  );
}

/** The value as one line of text, for the clipboard. */
export function textOf({ row, column, expanded, language }: Props): string {
  const value = row.values[column.field.key];
  return value == null
    ? ""
    : fieldType(column.field.type).toText(value, column.field, { language, expanded });
}
