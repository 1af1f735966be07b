import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { fieldType } from "@/fields";
import type { FieldType } from "@/fields/define";
import type { Field } from "@/metadata/types";
import type { Language } from "@/text/t";
import { t } from "@/text/t";

export type Takes = "none" | "one" | "two" | "many" | "days";
export interface Operator {
  key: string;
  label: string;
  takes: Takes;
}

/** The server's words for operators, by field type. */
export type Operators = ReadonlyMap<string, readonly Operator[]>;

export const useOperators = (language: Language) =>
  useQuery({
    queryKey: ["field-types", language],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Operators> => {
      const { types } = await get<{ types: { type: string; operators: Operator[] }[] }>(
        "/field-types",
      );
      return new Map(types.map((each) => [each.type, each.operators]));
    },
  }).data;

/** The field type that asks like values of this kind: a formula that gives a day asks like a day. */
export function askedAs(field: Field, valueType: string): string {
  if (field.type !== "formula" && field.type !== "generated") return field.type;
  const known: Record<string, string> = {
    text: "text",
    number: "number",
    money: "number",
    boolean: "boolean",
    date: "date",
    datetime: "datetime",
    duration: "duration",
    "ref<user>": "user",
    "ref<department>": "department",
  };
  return known[valueType] ?? (field.options.length ? "select" : "text");
}

/** What a filter offers for the field, in the server's order and words. */
export function offered(
  operators: Operators,
  field: Field,
  rights: { value_type: string; operators: string[] },
): Operator[] {
  const own = operators.get(askedAs(field, rights.value_type)) ?? [];
  const all = [...own, ...[...operators.values()].flat()];
  return rights.operators.flatMap((key) => {
    const found = all.find((each) => each.key === key);
    return found && (found.takes !== "many" || manyType(field)) ? [found] : [];
  });
}

/** The type whose control takes several values of this field; null: none does. */
function manyType(field: Field): string | null {
  const known: Record<string, string> = {
    select: "multi_select",
    state: "multi_select",
    multi_select: "multi_select",
    user: "users",
    users: "users",
    reference: "references",
    references: "references",
  };
  return known[field.type] ?? null;
}

/** The field as the value of a condition on it is typed. */
export function valueField(field: Field, operator: Operator, valueType: string): Field {
  const type =
    operator.takes === "many" ? (manyType(field) ?? "text") : oneType(field, operator, valueType);
  return { ...field, type, document: { ...field.document, type } as Field["document"] };
}

function oneType(field: Field, operator: Operator, valueType: string): string {
  if (operator.key === "count") return "integer";
  if (valueType === "text") return "text";
  const known: Record<string, string> = {
    money: "number",
    state: "select",
    multi_select: "select",
    users: "user",
    references: "reference",
    rating: "integer",
  };
  const type = askedAs(field, valueType);
  return known[type] ?? type;
}

/** Signs say more than words beside numbers; days and people keep their words. */
const SIGNS: Record<string, string> = {
  "=": "=",
  "<>": "≠",
  "<": "<",
  "<=": "≤",
  ">": ">",
  ">=": "≥",
};
const NUMERIC = new Set(["number", "money", "duration"]);

/** A condition as a chip says it: 线索评分 ≥ 80. */
export function operatorWords(operator: Operator, valueType: string): string {
  if (NUMERIC.has(valueType)) return SIGNS[operator.key] ?? operator.label;
  return operator.label;
}

export function valueWords(
  operator: Operator,
  field: Field,
  valueType: string,
  value: unknown,
  around: Parameters<FieldType["toText"]>[2],
): string {
  if (operator.takes === "none" || value == null) return "";
  if (operator.takes === "days") return t("list.filter.days", { count: Number(value) });
  const asked = valueField(field, { ...operator, takes: "one" }, valueType);
  const words = (one: unknown) => fieldType(asked.type).toText(one, asked, around);
  if (operator.takes === "two" && Array.isArray(value)) return value.map(words).join(" – ");
  return Array.isArray(value) ? value.map(words).join("、") : words(value);
}
