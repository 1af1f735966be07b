import type { Table } from "@/metadata/types";

export interface FormulaPart {
  kind: "field" | "text" | "number" | "word" | "plain";
  text: string;
}

const TOKEN =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\{[^}]*\}|\[[^\]]*\]|\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_]*|\s+|./gu;

/** A formula in pieces of one colour each. It is drawn, not understood: the server reads it. */
export function colored(formula: string, table: Table): FormulaPart[] {
  const labels = new Set([...table.fields.values()].flatMap((field) => [field.label, field.key]));
  return (formula.match(TOKEN) ?? []).map((text) => ({ kind: kindOf(text, labels), text }));
}

function kindOf(text: string, labels: ReadonlySet<string>): FormulaPart["kind"] {
  if (/^['"]/.test(text)) return "text";
  if (/^\d/.test(text)) return "number";
  if (labels.has(text) || /^[{[]/.test(text)) return "field";
  return /^[A-Z_]+$/.test(text) ? "word" : "plain";
}
