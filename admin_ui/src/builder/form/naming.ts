import type { FieldDocument, TableDocument } from "@/metadata/types";
import { type Label, labelText } from "@/text/t";

/** Keys of what is new follow the labels that people type; what is published keeps its key. */

interface Option {
  value: string;
  label: Label;
}

const optionsOf = (field: FieldDocument | undefined): Option[] =>
  field && "options" in field && Array.isArray(field.options) ? (field.options as Option[]) : [];

const MADE = /^option_\d+$/;

/** The options whose values were only numbered: by value, with their labels, and the values taken. */
export function unspelled(
  field: FieldDocument,
  published: FieldDocument | undefined,
): { options: string[]; labels: string[]; taken: string[] } {
  const kept = new Set(optionsOf(published).map((option) => option.value));
  const all = optionsOf(field);
  const fresh = all.filter((option) => MADE.test(option.value) && !kept.has(option.value));
  return {
    options: fresh.map((option) => option.value),
    labels: fresh.map((option) => labelText(option.label, "zh")),
    taken: all.flatMap((option) => (fresh.includes(option) ? [] : [option.value])),
  };
}

/** The field with those options' new values. */
export function respelled(field: FieldDocument, from: string[], to: string[]): FieldDocument {
  if (from.length === 0) return field;
  const named = new Map(from.map((value, index) => [value, to[index] ?? value]));
  return {
    ...field,
    options: optionsOf(field).map((option) => ({
      ...option,
      value: named.get(option.value) ?? option.value,
    })),
  } as FieldDocument;
}

/** The table with another key for a field, in its rules too. */
export function rekeyed(table: TableDocument, from: string, to: string): TableDocument {
  if (from === to) return table;
  const named = (key: string) => (key === from ? to : key);
  return {
    ...table,
    title: table.title === from ? to : table.title,
    search: table.search?.map(named),
    fields: (table.fields ?? []).map((field) =>
      field.key === from ? { ...field, key: to } : field,
    ),
    rules: (table.rules ?? []).map((rule) => ({
      ...rule,
      ...("field" in rule ? { field: named(rule.field) } : {}),
      ...("fields" in rule && rule.fields ? { fields: (rule.fields as string[]).map(named) } : {}),
    })) as TableDocument["rules"],
  };
}
