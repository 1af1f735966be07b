import { useMemo } from "react";
import { flushSync } from "react-dom";
import { FIELD_TYPES, fieldType } from "@/fields";
import { buildTable } from "@/metadata/model";
import type { AppModel, FieldDocument, FormView, Table, TableDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText, t } from "@/text/t";
import {
  type Changed,
  changedField,
  drafted,
  draftedViews,
  nameOf,
  presentDraft,
  useDraft,
  useDrafts,
  withField,
} from "../draft";
import { inBoth } from "../made";
import { spell, spelling } from "../spelling";
import { firstForm, freeKey, placed, renamedIn, type Slot } from "./arrange";
import { rekeyed, respelled, unspelled } from "./naming";
import { roleWithout, tableWithout, viewWithout } from "./removing";

/** What is selected on the form: a field by its key, a section by its place. */
export type Selection = { field: string } | { section: number } | null;

/** A table and its form as the draft has them, and what the designer may do with them. */
export function useDesign(model: AppModel, tableKey: string) {
  const { language } = useLook();
  const state = useDraft(model.key);
  const published = model.tables.get(tableKey);
  const document = drafted(
    state?.draft,
    "table",
    tableKey,
    published?.document ?? null,
  ) as TableDocument;
  const views = useMemo(
    () => draftedViews(state?.draft, model, tableKey),
    [state?.draft, model, tableKey],
  );
  const form =
    (views.find((view) => view.type === "form") as FormView | undefined) ??
    firstForm(
      document,
      `${tableKey}_form`,
      inBoth("builder.made.form", (at) => labelText(document.label, at)),
    );
  const table: Table = useMemo(
    () => buildTable(model.key, document, views, model.optionSets, language),
    [model, document, views, language],
  );
  const change = (documents: Changed, about?: string) =>
    useDrafts.getState().change(model, documents, about);
  const putForm = (next: FormView, about?: string) => {
    if (next !== form) change({ [nameOf("view", next.key)]: next }, about);
  };
  const putTable = (next: TableDocument, about?: string) =>
    change({ [nameOf("table", tableKey)]: next }, about);

  return {
    table,
    document,
    form,
    views,
    isNew: (key: string) => !published?.document.fields?.some((field) => field.key === key),
    change,
    putForm,
    putTable,
    /** A field of the type stands at the slot; its key is returned. */
    add(type: string, slot: Slot | null): string {
      const field = freshField(document, type);
      const documents: Changed = { [nameOf("table", tableKey)]: withField(document, field) };
      if (slot) documents[nameOf("view", form.key)] = placed(form, field.key, slot);
      change(documents);
      return field.key;
    },
    changeField(key: string, next: FieldDocument) {
      putTable(changedField(document, key, next), `field ${key}`);
    },
    /** A new field gets a key that follows its label; `onKey` is told in the same breath. */
    spellField: (key: string, onKey: (next: string) => void): Promise<void> =>
      spelling(spellField(model, tableKey, key, onKey)).catch(() => undefined),
    /** New options get values that follow their labels. */
    spellOptions: (key: string): Promise<void> =>
      spelling(spellOptions(model, tableKey, key)).catch(() => undefined),
    /** Nothing names the field any more, and its values are lost when this is published. */
    removeField(key: string) {
      const changed: Changed = { [nameOf("table", tableKey)]: tableWithout(document, key) };
      for (const view of views) {
        const next = viewWithout(view, key);
        if (JSON.stringify(next) !== JSON.stringify(view)) changed[nameOf("view", view.key)] = next;
      }
      for (const published of model.roles) {
        const role = drafted(state?.draft, "role", published.key, published);
        const next = role && roleWithout(role, tableKey, key);
        if (next !== role) changed[nameOf("role", published.key)] = next;
      }
      change(changed);
    },
  };
}

export type Design = ReturnType<typeof useDesign>;

function freshField(table: TableDocument, type: string): FieldDocument {
  const drawn = fieldType(type);
  const name = t(`fields.types.${type}`);
  const labels = new Set((table.fields ?? []).map((field) => labelText(field.label)));
  let label = name;
  for (let number = 2; labels.has(label); number += 1) label = `${name} ${number}`;
  return { key: freeKey(table, type), label, type, ...drawn.fresh?.(t) } as FieldDocument;
}

/** The table and one of its fields as they are drafted at this moment. */
function presentField(model: AppModel, tableKey: string, key: string) {
  const document = model.tables.get(tableKey)?.document ?? null;
  const table = drafted(presentDraft(model.key), "table", tableKey, document);
  return { table, field: table?.fields?.find((field) => field.key === key) };
}

/** The key of a new field follows its label; part of the last step. */
async function spellField(
  model: AppModel,
  tableKey: string,
  key: string,
  onKey: (next: string) => void,
): Promise<void> {
  const before = presentField(model, tableKey, key);
  if (!before.table || !before.field) return;
  const taken = (before.table.fields ?? []).flatMap((each) => (each.key === key ? [] : [each.key]));
  const [wanted = key] = await spell("field", [labelText(before.field.label, "zh")], taken);
  // Somebody may have typed on, or taken the field away, while the server spelled.
  const { table, field } = presentField(model, tableKey, key);
  if (!table || !field || wanted === key) return;
  const documents: Changed = { [nameOf("table", tableKey)]: rekeyed(table, key, wanted) };
  for (const view of draftedViews(presentDraft(model.key), model, tableKey))
    if (view.type === "form") documents[nameOf("view", view.key)] = renamedIn(view, key, wanted);
  // In one rendering: what shows the field by its key must not lose it in between.
  flushSync(() => {
    useDrafts.getState().amend(model.key, documents);
    onKey(wanted);
  });
}

/** The values of new options follow their labels; part of the last step. */
async function spellOptions(model: AppModel, tableKey: string, key: string): Promise<void> {
  const published = model.tables.get(tableKey)?.fields.get(key)?.document;
  const before = presentField(model, tableKey, key).field;
  const fresh = before ? unspelled(before, published) : null;
  if (!fresh || fresh.options.length === 0) return;
  const values = await spell("option", fresh.labels, fresh.taken);
  const { table, field } = presentField(model, tableKey, key);
  if (!table || !field) return;
  const next = changedField(table, key, respelled(field, fresh.options, values));
  useDrafts.getState().amend(model.key, { [nameOf("table", tableKey)]: next });
}

/** The types that the palette offers, in its order. */
export const PALETTE = FIELD_TYPES.filter((type) => type.group !== null);
