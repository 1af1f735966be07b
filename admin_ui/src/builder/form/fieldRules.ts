import type { RuleDocument, TableDocument } from "@/metadata/types";
import { freeName } from "./arrange";

// -- when a field is required: rules of the table that name it alone

type On = "create" | "edit";
type RequiredRule = Extract<RuleDocument, { kind: "required" }>;

const isOwn = (rule: RuleDocument, field: string): boolean =>
  rule.kind === "required" && !rule.when && rule.fields.length === 1 && rule.fields[0] === field;

/** Where an unconditional rule requires the field. */
export function requiredOn(table: TableDocument, field: string): ReadonlySet<On> {
  const all = (table.rules ?? []).filter(
    (rule): rule is RequiredRule =>
      rule.kind === "required" && !rule.when && rule.fields.includes(field),
  );
  return new Set(all.flatMap((rule) => (rule.on as On[] | undefined) ?? ["create", "edit"]));
}

/** The table with a rule that requires the field there and nowhere else. */
export function requiring(table: TableDocument, field: string, on: ReadonlySet<On>): TableDocument {
  const rest: RuleDocument[] = (table.rules ?? []).flatMap((rule): RuleDocument[] => {
    if (isOwn(rule, field)) return [];
    if (rule.kind !== "required" || rule.when || !rule.fields.includes(field)) return [rule];
    return [
      { ...rule, fields: rule.fields.filter((each) => each !== field) as RequiredRule["fields"] },
    ];
  });
  if (on.size === 0) return { ...table, rules: rest };
  const key = freeName(new Set(rest.map((rule) => rule.key)), `${field}_needed`);
  const rule = { key, kind: "required", fields: [field], on: [...on] } as RequiredRule;
  return { ...table, rules: [...rest, rule] };
}

// -- when a field is shown: the rule that names it alone

/** The condition under which the field is shown; "": always. */
export const shownWhen = (table: TableDocument, field: string): string =>
  (table.rules ?? []).flatMap((rule) => (isShowing(rule, field) ? [rule.when ?? ""] : []))[0] ?? "";

const isShowing = (rule: RuleDocument, field: string): boolean =>
  rule.kind === "visible" && rule.fields.length === 1 && rule.fields[0] === field;

/** The table with the field shown under the condition; "": always. */
export function showing(table: TableDocument, field: string, when: string): TableDocument {
  const rules = table.rules ?? [];
  const known = rules.find((rule) => isShowing(rule, field));
  if (!when) return { ...table, rules: rules.filter((rule) => rule !== known) };
  if (known)
    return {
      ...table,
      rules: rules.map((rule) => (rule === known ? ({ ...rule, when } as RuleDocument) : rule)),
    };
  const key = freeName(new Set(rules.map((rule) => rule.key)), `${field}_shown`);
  return {
    ...table,
    rules: [...rules, { key, kind: "visible", fields: [field], when } as RuleDocument],
  };
}
