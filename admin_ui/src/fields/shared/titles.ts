import type { Field } from "@/metadata/types";
import type { Surroundings } from "../define";

/** The title of the record that a reference leads to; its id where the answer told none. */
export function titleOf(id: unknown, field: Field, around: Surroundings): string {
  const known = around.expanded?.[field.key]?.[String(id)];
  return known?.title ?? String(id ?? "");
}

export const idsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : value == null ? [] : [String(value)];

/** Where the page of the referenced record is; null for people and departments, which have none. */
export function pageOf(id: string, field: Field): string | null {
  const [app, table] = (field.target ?? "").split(".");
  return table ? `/a/${app}/${table}/${id}` : null;
}
