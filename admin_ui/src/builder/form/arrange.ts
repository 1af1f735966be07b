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
const ROW = 12;

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

/**
 * One more section. A document's section holds a field: it begins at the slot, else it takes the
 * form's last field. The same form where there is no field to spare.
 */
export function divided(form: FormView, label: string, slot: Slot | null): FormView {
  const last = form.sections.length - 1;
  const end = { section: last, index: (form.sections[last]?.fields.length ?? 0) - 1 };
  const { section, index } = slot && slot.index > 0 ? slot : end;
  const split = form.sections[section];
  if (!split || index < 1) return form;
  return withSections(form, [
    ...form.sections.slice(0, section),
    { ...split, fields: split.fields.slice(0, index) as SectionDocument["fields"] },
    { label, columns: split.columns, fields: split.fields.slice(index) } as SectionDocument,
    ...form.sections.slice(section + 1),
  ]);
}

/** Without the section: its fields go to the one before it, the first one's to the next. */
export function united(form: FormView, at: number): FormView {
  const gone = form.sections[at];
  const heir = at > 0 ? at - 1 : 1;
  if (!gone || !form.sections[heir]) return form;
  const sections = form.sections.map((section, index) => {
    if (index !== heir) return section;
    const fields =
      at > 0 ? [...section.fields, ...gone.fields] : [...gone.fields, ...section.fields];
    return { ...section, fields: fields as SectionDocument["fields"] };
  });
  return withSections(
    form,
    sections.filter((_, index) => index !== at),
  );
}

/** The section one place up or down; the same form at its ends. */
export function shifted(form: FormView, at: number, by: 1 | -1): FormView {
  const sections = [...form.sections];
  const moved = sections[at];
  if (!moved || !sections[at + by]) return form;
  sections.splice(at, 1);
  sections.splice(at + by, 0, moved);
  return { ...form, sections: sections as FormView["sections"] };
}

/** How many of the twelve columns are free in the last row of a section. */
export function roomIn(section: SectionDocument): number {
  let used = ROW;
  for (const { span = HALF } of section.fields) {
    const width = section.columns === 1 ? ROW : span;
    used = used + width > ROW ? width : used + width;
  }
  return ROW - used;
}

/** The form with another key for a field. */
export const renamedIn = (form: FormView, from: string, to: string): FormView => ({
  ...form,
  sections: form.sections.map((section) => ({
    ...section,
    fields: section.fields.map((place) => (place.field === from ? { ...place, field: to } : place)),
  })) as FormView["sections"],
});

function withSections(form: FormView, sections: SectionDocument[]): FormView {
  const full = sections.filter((section) => section.fields.length > 0);
  return full.length > 0 ? { ...form, sections: full as FormView["sections"] } : form;
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
  if (/^[a-z][a-z0-9_]*$/.test(wanted)) return freeName(taken, wanted);
  return taken.has("field_1") ? freeName(taken, "field") : "field_1";
}

/** The name, numbered where it is taken, at most 40 characters long. */
export function freeName(taken: ReadonlySet<string>, wanted: string): string {
  const first = wanted.slice(0, 36).replace(/_+$/, "");
  let name = first;
  for (let number = 2; taken.has(name); number += 1) name = `${first}_${number}`;
  return name;
}
