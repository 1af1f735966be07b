import { address } from "@/api/client";
import { tablePath } from "@/api/queries";
import type { Table } from "@/metadata/types";
import type { Bulk } from "./bulk";

export const EXPORT_FORMATS = ["csv", "xlsx", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Ids that a filter has room for. */
export const MOST_CHOSEN = 400;

interface Asked {
  format: ExportFormat;
  fields: string;
  sort: readonly string[];
}

/** Downloads the records as a file, the way the list shows them; false: too many are chosen one by one. */
export function download(table: Table, bulk: Bulk, { format, fields, sort }: Asked): boolean {
  if (!bulk.all && bulk.ids.length > MOST_CHOSEN) return false;
  const which = bulk.all ?? { filter: `id IN (${bulk.ids.map((id) => `'${id}'`).join(", ")})` };
  const link = document.createElement("a");
  link.href = address(`${tablePath(table.app, table.key)}/export`, {
    format,
    fields,
    sort: sort.join(","),
    ...which,
  });
  link.download = "";
  link.click();
  return true;
}
