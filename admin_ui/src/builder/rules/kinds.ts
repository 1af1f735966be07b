import type { LucideIcon } from "lucide-react";
import { Asterisk, Ban, Eye, Fingerprint, PenLine, WandSparkles } from "lucide-react";
import { nameIn } from "@/formula/names";
import type { FieldDocument, RuleDocument, TableDocument } from "@/metadata/types";
import { labelText } from "@/text/t";

export type RuleKind = RuleDocument["kind"];

/** The kinds of rules in the order in which they work on a record. */
export const RULE_KINDS: readonly { kind: RuleKind; icon: LucideIcon }[] = [
  { kind: "clean", icon: WandSparkles },
  { kind: "fill", icon: PenLine },
  { kind: "visible", icon: Eye },
  { kind: "required", icon: Asterisk },
  { kind: "validate", icon: Ban },
  { kind: "unique", icon: Fingerprint },
];

/** Types whose values the engine makes: no rule requires or writes them. */
const MADE = new Set(["formula", "generated", "auto_number", "children", "state"]);
const UNCOMPARED = new Set([...MADE, "file", "image", "signature", "references", "json"]);

/** The fields that a rule of the kind can be about. */
export function fieldsFor(kind: RuleKind, table: TableDocument): FieldDocument[] {
  const fields = table.fields ?? [];
  if (kind === "visible" || kind === "validate") return fields;
  const left = kind === "unique" ? UNCOMPARED : MADE;
  return fields.filter(({ type }) => !left.has(type));
}

/** The fields a rule names. */
export function fieldsOf(rule: RuleDocument): string[] {
  if ("field" in rule) return [rule.field];
  return rule.fields ?? [];
}

/** A rule of the kind that is still to be finished; the plan says what it lacks. */
export function freshRule(kind: RuleKind, table: TableDocument): RuleDocument {
  const taken = new Set((table.rules ?? []).map(({ key }) => key));
  let key = `${kind}_1`;
  for (let number = 2; taken.has(key); number += 1) key = `${kind}_${number}`;
  const able = fieldsFor(kind, table);
  const first = able.find((field) => field.key === table.title) ?? able[0];
  const field = first?.key ?? "";
  const name = first ? nameIn(labelText(first.label, "zh")) : "";
  switch (kind) {
    case "required":
    case "unique":
      return { key, kind, fields: [field] } as RuleDocument;
    case "visible":
      return { key, kind, fields: [field], when: "" } as RuleDocument;
    case "validate":
      return { key, kind, refuse_when: "", message: "" } as RuleDocument;
    case "clean":
      return { key, kind, field, set: `TRIM(${name})` } as RuleDocument;
    case "fill":
      return { key, kind, field, set: "" } as RuleDocument;
  }
}

/** The table with another document for one of its rules; null takes it away. */
export function changedRule(
  table: TableDocument,
  key: string,
  next: RuleDocument | null,
): TableDocument {
  const rules = (table.rules ?? []).flatMap((rule) =>
    rule.key === key ? (next ? [next] : []) : [rule],
  );
  return { ...table, rules };
}

export const withRule = (table: TableDocument, rule: RuleDocument): TableDocument => ({
  ...table,
  rules: [...(table.rules ?? []), rule],
});
