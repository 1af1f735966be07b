import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { keys } from "@/api/queries";
import type { RecordRow } from "@/api/types";
import { fieldType } from "@/fields";
import type { Field, Table } from "@/metadata/types";

/** What the server says may be done with a field in some record at least. */
export interface FieldRights {
  visible: boolean;
  creatable: boolean;
  editable: boolean;
  exportable: boolean;
  value_type: string;
  operators: string[];
}

export interface TableRights {
  create: boolean;
  edit: boolean;
  delete: boolean;
  export: boolean;
  import: boolean;
  fields: Record<string, FieldRights>;
}

export const useTableRights = (table: Table) =>
  useQuery({
    queryKey: [...keys.app(table.app), "rights", table.key],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      get<TableRights>(`/apps/${table.app}/tables/${table.key}/rights`, {}, signal),
  }).data;

/** Whether the cell may be typed into: what the server said of the field and of the record. */
export function isEditable(
  rights: TableRights | undefined,
  field: Field,
  row: RecordRow | null,
): boolean {
  if (!rights?.edit || !rights.fields[field.key]?.editable) return false;
  if (!fieldType(field.type).Input || BIG.has(field.type)) return false;
  return row === null || (row.rights?.edit !== false && !row.rights?.readonly.includes(field.key));
}

/** Values that take a form rather than a cell. */
const BIG = new Set([
  "file",
  "image",
  "signature",
  "children",
  "rich_text",
  "json",
  "location",
  "address",
]);
