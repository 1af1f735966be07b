import type {
  FieldDocument,
  FormView,
  RuleDocument,
  SectionDocument,
  TableDocument,
} from "@/metadata/types";

/** Where in a form: which section, and before which of its fields. */
export interface Slot {
  section: number;
  index: number;
}

export type Place = SectionDocument["fields"][number];

const HALF = 6;

/** The form of a table that has none: all its fields in one section. */
export function firstForm(table: TableDocument, key: string, label: FormView["label"]): FormView {
  const fields = (table.fields ?? []).filter(
    (field) => field.type !== "children" && field.type !== "state",
  );
  const places = fields.map((field) => ({ field: field.key, span: HALF }));
  return { key, label, table: table.key, type: "form", sections: [{ fields: places }] } as FormView;
}

/** Where a field stands; null: not on the form. */
export function slotOf(form: FormView, field: string): Slot | null {
  for (const [section, each] of form.sections.entries()) {
    const index = each.fields.findIndex((place) => place.field === field);
    if (index >= 0) return { section, index };
  }
  return null;
}

/** The form with the field at the slot, and nowhere else. Emptied sections go. */
export function placed(form: FormView, field: string, slot: Slot): FormView {
  const old = slotOf(form, field);
  const place: Place = old
    ? (form.sections[old.section]?.fields[old.index] as Place)
    : { field, span: HALF };
  const isAfterItself = old && old.section === slot.section && old.index < slot.index;
  const sections = form.sections.map((section, at) => {
    const fields = section.fields.filter((each) => each.field !== field);
    if (at === slot.section) fields.splice(slot.index - (isAfterItself ? 1 : 0), 0, place);
    return { ...section, fields };
  });
  return withSections(form, sections);
}

export const unplaced = (form: FormView, field: string): FormView =>
  withSections(
    form,
    form.sections.map((section) => ({
      ...section,
      fields: section.fields.filter((each) => each.field !== field),
    })),
  );

/** One step up or down, over the edge of a section too; the same form where there is no way. */
export function nudged(form: FormView, field: string, by: 1 | -1): FormView {
  const slot = slotOf(form, field);
  if (!slot) return form;
  const count = form.sections[slot.section]?.fields.length ?? 0;
  const next = slot.index + by;
  if (next >= 0 && next < count)
    return placed(form, field, { section: slot.section, index: by > 0 ? next + 1 : next });
  const section = slot.section + by;
  const other = form.sections[section];
  return other ? placed(form, field, { section, index: by > 0 ? 0 : other.fields.length }) : form;
}

export const spanned = (form: FormView, field: string, span: number): FormView => ({
  ...form,
  sections: form.sections.map((section) => ({
    ...section,
    fields: section.fields.map((place) => (place.field === field ? { ...place, span } : place)),
  })),
});

export const withSection = (
  form: FormView,
  at: number,
  part: Partial<SectionDocument>,
): FormView => ({
  ...form,
  sections: form.sections.map((section, index) =>
    index === at ? { ...section, ...part } : section,
  ),
});

/** A section after the last one. A document's section holds a field: it takes the last one's last. */
export function divided(form: FormView, label: string): FormView {
  const last = form.sections.at(-1);
  const moved = last?.fields.at(-1);
  if (!last || !moved || last.fields.length < 2) return form;
  const before = { ...last, fields: last.fields.slice(0, -1) };
  return {
    ...form,
    sections: [
      ...form.sections.slice(0, -1),
      before,
      { label, fields: [moved] },
    ] as FormView["sections"],
  };
}

function withSections(form: FormView, sections: SectionDocument[]): FormView {
  const full = sections.filter((section) => section.fields.length > 0);
  return full.length > 0 ? { ...form, sections: full as FormView["sections"] } : form;
}

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
  const taken = new Set(rest.map((rule) => rule.key));
  let key = `${field}_needed`;
  for (let number = 2; taken.has(key); number += 1) key = `${field}_needed_${number}`;
  const rule = { key, kind: "required", fields: [field], on: [...on] } as RequiredRule;
  return { ...table, rules: [...rest, rule] };
}

/** The table without the field and what is said about it alone. */
export function withoutField(table: TableDocument, field: string): TableDocument {
  const rules = (table.rules ?? []).flatMap((rule): RuleDocument[] => {
    if ("field" in rule && rule.field === field) return [];
    if (!("fields" in rule) || !rule.fields) return [rule];
    const fields = (rule.fields as string[]).filter((each) => each !== field);
    return fields.length > 0 ? [{ ...rule, fields } as RuleDocument] : [];
  });
  return {
    ...table,
    fields: (table.fields ?? []).filter((each) => each.key !== field),
    rules,
    search: (table.search ?? []).filter((each) => each !== field),
    title: table.title === field ? null : table.title,
  };
}

/** A key that no field of the table has. */
export function freeKey(table: TableDocument, wanted: string): string {
  const taken = new Set((table.fields ?? []).map((field: FieldDocument) => field.key));
  const first = /^[a-z][a-z0-9_]*$/.test(wanted) ? wanted.slice(0, 36) : "field";
  let key = first === "field" ? "field_1" : first;
  for (let number = 2; taken.has(key); number += 1) key = `${first}_${number}`;
  return key;
}
