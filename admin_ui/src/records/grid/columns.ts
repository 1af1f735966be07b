import { fieldType } from "@/fields";
import type { Field, Table } from "@/metadata/types";

/** One column as it is drawn. */
export interface Column {
  field: Field;
  width: number;
  isFrozen: boolean;
  /** Pixels from the left edge, of a frozen column. */
  left: number;
}

/** A column as a view or a person chooses it. */
export interface ColumnChoice {
  field: string;
  width?: number | null;
  frozen?: boolean;
}

export const SELECT_WIDTH = 40;
export const LEAST_WIDTH = 64;
export const MOST_WIDTH = 640;
/** Of a table without views: more are a click away. */
const MOST_DEFAULT = 12;

/** The columns of a choice: fields that this person cannot see are left out, frozen ones come first. */
export function columnsOf(table: Table, chosen: ColumnChoice[] | null): Column[] {
  const listed = chosen ?? defaultColumns(table);
  const known = listed.flatMap((column) => {
    const field = table.fields.get(column.field);
    return field
      ? [{ field, width: widthOf(field, column.width), isFrozen: column.frozen ?? false, left: 0 }]
      : [];
  });
  const ordered = [
    ...known.filter((column) => column.isFrozen),
    ...known.filter((column) => !column.isFrozen),
  ];
  let left = SELECT_WIDTH;
  for (const column of ordered) {
    column.left = left;
    left += column.width;
  }
  return ordered;
}

/** Columns as something that can be kept. */
export const choicesOf = (columns: readonly Column[]): ColumnChoice[] =>
  columns.map(({ field, width, isFrozen }) => ({
    field: field.key,
    width: Math.round(width),
    ...(isFrozen ? { frozen: true } : {}),
  }));

/** The choices with one column moved before another; null: to the end. It freezes as its place does. */
export function moved(
  choices: readonly ColumnChoice[],
  field: string,
  before: string | null,
): ColumnChoice[] {
  const column = choices.find((each) => each.field === field);
  if (!column || field === before) return [...choices];
  const rest = choices.filter((each) => each.field !== field);
  const at = before === null ? rest.length : rest.findIndex((each) => each.field === before);
  const place = at < 0 ? rest.length : at;
  const isFrozen = rest[place]?.frozen ?? false;
  const next = { ...column, frozen: isFrozen };
  return [...rest.slice(0, place), next, ...rest.slice(place)];
}

/** The choices with one column changed. */
export const changed = (
  choices: readonly ColumnChoice[],
  field: string,
  part: Partial<ColumnChoice>,
): ColumnChoice[] =>
  choices.map((each) => (each.field === field ? { ...each, ...part } : { ...each }));

export const clampWidth = (width: number): number =>
  Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.round(width)));

const widthOf = (field: Field, chosen: number | null | undefined): number =>
  Math.max(LEAST_WIDTH, chosen ?? fieldType(field.type).width);

function defaultColumns(table: Table): ColumnChoice[] {
  const fields = [...table.fields.values()].filter(
    (field) => !field.isSystem && field.type !== "children",
  );
  const title = table.title ? [table.title] : [];
  const rest = fields.filter((field) => field !== table.title);
  return [...title, ...rest]
    .slice(0, MOST_DEFAULT)
    .map((field, index) => ({ field: field.key, frozen: index === 0 && title.length > 0 }));
}

/** The fields that a list has to ask for, and those of them whose titles it needs. */
export function askedFields(table: Table, columns: Column[]): { fields: string; expand: string } {
  const keys = new Set(columns.map((column) => column.field.key));
  if (table.title) keys.add(table.title.key);
  for (const machine of table.document.state_machines ?? []) keys.add(machine.field);
  const known = [...keys].filter((key) => table.fields.has(key));
  const expanded = columns.filter(
    ({ field }) => field.target !== null && field.type !== "children",
  );
  return { fields: known.join(","), expand: expanded.map(({ field }) => field.key).join(",") };
}

/** Up, down, as the view has it; with shift the second after the first. */
export function nextSort(
  old: readonly string[],
  field: string,
  isSecond: boolean,
): readonly string[] {
  const rest = isSecond ? old.filter((each) => each.replace("-", "") !== field) : [];
  if (old.includes(field)) return [...rest, `-${field}`];
  return old.includes(`-${field}`) ? rest : [...rest, field];
}

/** Where a column begins, before anything is scrolled. */
export const leftOf = (columns: readonly Column[], column: Column): number =>
  SELECT_WIDTH +
  columns.slice(0, columns.indexOf(column)).reduce((sum, each) => sum + each.width, 0);
