import { useMemo } from "react";
import { post } from "@/api/client";
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
  useDraft,
  useDrafts,
  withField,
} from "../draft";
import { firstForm, freeKey, placed, type Slot, unplaced, withoutField } from "./arrange";

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
  const views = draftedViews(state?.draft, model, tableKey);
  const form =
    (views.find((view) => view.type === "form") as FormView | undefined) ??
    firstForm(document, `${tableKey}_form`, {
      zh: `${labelText(document.label, "zh")}表单`,
      en: `${labelText(document.label, "en")} form`,
    });
  const table: Table = useMemo(
    () => buildTable(model.key, document, views, model.optionSets, language),
    [model, document, views, language],
  );
  const change = (documents: Changed) => useDrafts.getState().change(model, documents);
  const putForm = (next: FormView) => change({ [nameOf("view", next.key)]: next });
  const putTable = (next: TableDocument) => change({ [nameOf("table", tableKey)]: next });

  return {
    table,
    document,
    form,
    isNew: (key: string) => !published?.fields.has(key),
    putForm,
    putTable,
    /** A field of the type stands at the slot; its key is returned. */
    add(type: string, slot: Slot): string {
      const field = freshField(document, type);
      change({
        [nameOf("table", tableKey)]: withField(document, field),
        [nameOf("view", form.key)]: placed(form, field.key, slot),
      });
      return field.key;
    },
    changeField(key: string, next: FieldDocument) {
      putTable(changedField(document, key, next));
    },
    /** The field has another name, and as long as it is new a key that follows it. */
    async rename(key: string, next: FieldDocument): Promise<string> {
      const wanted = await keyFor(labelText(next.label, "zh"), next.type);
      const others = {
        ...document,
        fields: (document.fields ?? []).filter((field) => field.key !== key),
      };
      const free = freeKey(others, wanted);
      const present = useDrafts.getState().drafts[model.key]?.draft;
      const table = drafted(present, "table", tableKey, document) as TableDocument;
      const view = drafted(present, "view", form.key, form) as FormView;
      if (free === key || !(table.fields ?? []).some((field) => field.key === key)) return key;
      change({
        [nameOf("table", tableKey)]: rekeyed(table, key, free),
        [nameOf("view", form.key)]: {
          ...view,
          sections: view.sections.map((section) => ({
            ...section,
            fields: section.fields.map((place) =>
              place.field === key ? { ...place, field: free } : place,
            ),
          })),
        } as FormView,
      });
      return free;
    },
    /** The field is in no form and no rule, and its values are lost when this is published. */
    removeField(key: string) {
      const changed: Changed = { [nameOf("table", tableKey)]: withoutField(document, key) };
      for (const view of views) {
        if (view.type === "form") changed[nameOf("view", view.key)] = unplaced(view, key);
        else if (view.type === "grid")
          changed[nameOf("view", view.key)] = {
            ...view,
            columns: view.columns.filter((column) => column.field !== key) as typeof view.columns,
          };
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

/** A key as decision 2 makes them, from the label's pinyin; the server spells. */
async function keyFor(label: string, type: string): Promise<string> {
  try {
    return (await post<{ key: string }>("/keys", { label })).key;
  } catch {
    return type;
  }
}

function rekeyed(table: TableDocument, from: string, to: string): TableDocument {
  const named = (key: string) => (key === from ? to : key);
  return {
    ...table,
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

/** The types that the palette offers, in its order. */
export const PALETTE = FIELD_TYPES.filter((type) => type.group !== null);
