import { inZone } from "@/text/time";
import type { FileColumn, ImportField, Job } from "./server";

export const CURRENCY = ".currency";

/** What the person said of columns so far and this: a field has one column at a time. */
export function mapped(
  job: Pick<Job, "mapping" | "columns">,
  column: FileColumn,
  target: string,
): Record<string, string> {
  const mapping = { ...job.mapping, [column.heading]: target };
  for (const other of job.columns ?? [])
    if (target !== "" && other.target === target && other.heading !== column.heading)
      mapping[other.heading] = "";
  return mapping;
}

/** How sure the server was. */
export type Certainty = "sure" | "likely" | "own" | "none";
export function certainty(column: FileColumn): Certainty {
  if (column.target === null) return "none";
  if (column.how === "given") return "own";
  return column.confidence >= 0.9 ? "sure" : "likely";
}

/** Fields that no column fills yet, those that must be filled first. */
export function unfilled(columns: readonly FileColumn[], fields: readonly ImportField[]) {
  const taken = new Set(columns.map((column) => column.target?.replace(CURRENCY, "")));
  const left = fields.filter((field) => !taken.has(field.key));
  return [...left.filter((field) => field.required), ...left.filter((field) => !field.required)];
}

/** The records that an import has written, as a filter of the list. */
export function writtenBy(job: Pick<Job, "at" | "ended_at" | "mode">): string {
  const [who, when] =
    job.mode === "create" ? ["created_by", "created_at"] : ["updated_by", "updated_at"];
  const from = inZone(job.at).format("YYYY-MM-DD HH:mm:ss");
  const until = job.ended_at && inZone(job.ended_at).add(1, "second").format("YYYY-MM-DD HH:mm:ss");
  const parts = [`${who}=CURRENT_USER()`, `${when}>=#${from}#`];
  return (until ? [...parts, `${when}<=#${until}#`] : parts).join(" AND ");
}

/** 330 KB, 1.2 MB: how large a file is. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = bytes < 1024 * 1024 ? (["KB", 1024] as const) : (["MB", 1024 * 1024] as const);
  const size = bytes / units[1];
  return `${size < 10 && units[0] === "MB" ? size.toFixed(1) : Math.round(size)} ${units[0]}`;
}
