import type { Query } from "@/api/client";
import type { Field, Table } from "@/metadata/types";
import type { TableRights } from "../grid/rights";

export const FORMATS = ["xlsx", "csv", "jsonl"] as const;
export type Format = (typeof FORMATS)[number];
export type Rows = "picked" | "filtered" | "all";
export type Columns = "shown" | "every";

/** As many ids as an address holds. */
export const MOST_PICKED = 400;

export interface Asked {
  filter?: string;
  search?: string;
  sort?: string;
  picked: readonly string[];
  rows: Rows;
  columns: Columns;
  format: Format;
}

/** The fields that go into the file, and those that are seen and may not. */
export function split(
  table: Table,
  shown: readonly Field[],
  columns: Columns,
  rights: TableRights | undefined,
): { taken: Field[]; kept: Field[] } {
  const every = columns === "every" ? [...table.fields.values()] : shown;
  // Children are records of their own; what the rights do not name is no column.
  const wanted = every.filter((field) => field.type !== "children" && rights?.fields[field.key]);
  const may = (field: Field): boolean => rights?.fields[field.key]?.exportable ?? false;
  return { taken: wanted.filter(may), kept: wanted.filter((field) => !may(field)) };
}

/** The words of the download's address. */
export function exportQuery(asked: Asked, taken: readonly Field[]): Query {
  const { rows, format, sort } = asked;
  const query: Query = { format, sort, fields: taken.map((field) => field.key).join(",") };
  if (rows === "picked")
    return { ...query, filter: `id IN (${asked.picked.map((id) => `'${id}'`).join(",")})` };
  return rows === "filtered" ? { ...query, filter: asked.filter, search: asked.search } : query;
}
