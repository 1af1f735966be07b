import { fieldType } from "@/fields";
import type { Field, GridView, Table } from "@/metadata/types";

/** One column as it is drawn. */
export interface Column {
  field: Field;
  width: number;
  isFrozen: boolean;
  /** Pixels from the left edge, of a frozen column. */
  left: number;
}

/** What a person changed of a view's columns for themselves. */
export interface ColumnChoice {
  field: string;
  width?: number | null;
  frozen?: boolean;
}

export const SELECT_WIDTH = 40;
const LEAST_WIDTH = 64;
/** Of a table without views: more are a click away. */
const MOST_DEFAULT = 12;

/** The columns of a view: fields that this person cannot see are left out, frozen ones come first. */
export function columnsOf(
  table: Table,
  view: GridView | null,
  own: ColumnChoice[] | null,
): Column[] {
  const listed = own ?? view?.columns ?? defaultColumns(table);
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
  const expanded = columns.filter(
    ({ field }) => field.target !== null && field.type !== "children",
  );
  return { fields: [...keys].join(","), expand: expanded.map(({ field }) => field.key).join(",") };
}
