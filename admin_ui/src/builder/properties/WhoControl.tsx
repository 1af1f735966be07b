import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { ControlProps } from "./controls";
import { PropertyForm } from "./PropertyForm";
import css from "./properties.module.css";
import type { Part, Property } from "./spec";
import { FormulaControl } from "./TextControls";

const FORMULA = { kind: "formula", use: "set" } as const;
type Form = "person" | "role" | "department" | "supervisor" | "any" | "chosen" | "chain";

const FORMS: Readonly<Record<Exclude<Form, "person">, { fresh: Part; properties: Property[] }>> = {
  role: {
    fresh: { role: "" },
    properties: [
      { key: "role", control: { kind: "name", of: "role" }, isNeeded: true },
      { key: "department", control: FORMULA, label: "ofDepartment" },
    ],
  },
  department: {
    fresh: { department: "" },
    properties: [
      { key: "department", control: { kind: "line" }, label: "departmentCode" },
      { key: "of", control: FORMULA, label: "departmentOf" },
      { key: "deep", control: { kind: "switch" } },
      { key: "head", control: { kind: "switch" } },
    ],
  },
  supervisor: {
    fresh: { supervisor_of: "" },
    properties: [
      { key: "supervisor_of", control: FORMULA, isNeeded: true },
      { key: "level", control: { kind: "number" } },
    ],
  },
  chosen: {
    fresh: { chosen: true },
    properties: [
      { key: "among", control: { kind: "who" } },
      { key: "most", control: { kind: "number" } },
    ],
  },
  chain: {
    fresh: { levels: 1 },
    properties: [
      { key: "chain_of", control: FORMULA },
      { key: "levels", control: { kind: "number" }, isNeeded: true },
    ],
  },
  any: {
    fresh: { any: [] },
    properties: [
      {
        key: "any",
        control: {
          kind: "list",
          of: [{ key: "who", control: { kind: "who" } }],
          fresh: () => ({}),
        },
      },
    ],
  },
};

/** Whom: a person by a formula, or people by role, department or post. */
export function WhoControl({ id, label, control, value, pointer, onChange }: ControlProps) {
  const { t } = useTranslation();
  const form = formOf(value);
  const isApprover = control.kind === "who" && control.isApprover === true;
  const forms: Form[] = [
    ...(["person", "role", "department", "supervisor", "any"] as const),
    ...(isApprover ? (["chosen", "chain"] as const) : []),
  ];
  return (
    <div className={css.values}>
      <Select
        aria-label={t("properties.howNamed", { name: label })}
        value={form}
        options={forms.map((each) => ({ value: each, label: t(`properties.who_.${each}`) }))}
        onChange={(next: Form) => onChange(next === "person" ? " " : FORMS[next].fresh)}
      />
      {form === "person" ? (
        <FormulaControl
          id={id}
          label={label}
          control={FORMULA}
          value={typeof value === "string" ? value.trim() : ""}
          part={{}}
          pointer={pointer}
          onChange={onChange}
        />
      ) : (
        <PropertyForm
          properties={FORMS[form].properties}
          part={form === "any" ? listed(value as Part) : (value as Part)}
          pointer={pointer}
          onChange={(next) =>
            onChange(form === "any" ? unlisted(next) : { ...keyOf(form), ...next })
          }
        />
      )}
    </div>
  );
}

/** An empty form keeps what tells it apart. */
const keyOf = (form: Exclude<Form, "person" | "any">): Part => FORMS[form].fresh;

function formOf(value: unknown): Form {
  if (typeof value !== "object" || value === null) return "person";
  if ("role" in value) return "role";
  if ("supervisor_of" in value) return "supervisor";
  if ("chosen" in value) return "chosen";
  if ("levels" in value) return "chain";
  return "any" in value ? "any" : "department";
}

/** Items of a list are objects: `{who}` around each of those who are meant. */
const listed = (value: Part): Part => ({
  any: ((value.any ?? []) as unknown[]).map((who) => ({ who })),
});
const unlisted = (part: Part): Part => ({
  any: ((part.any ?? []) as { who?: unknown }[]).map(({ who }) => who ?? ""),
});
