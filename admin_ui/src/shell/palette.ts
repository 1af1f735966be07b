import type { AppModel } from "@/metadata/types";
import { labelText } from "@/text/t";

/** One thing that the search palette leads to. */
export interface Hit {
  key: string;
  group: "records" | "views" | "fields" | "commands" | "recent";
  title: string;
  note: string;
  icon: string | null;
  to?: string;
  run?(): void;
}

const MOST_OF_A_GROUP = 6;

/** Whether what was typed is in the text, ignoring case and spaces. */
export function isIn(typed: string, ...texts: (string | null | undefined)[]): boolean {
  const wanted = typed.toLowerCase().replace(/\s+/g, "");
  return texts.some((text) => (text ?? "").toLowerCase().replace(/\s+/g, "").includes(wanted));
}

/** The views and tables of the app whose name holds what was typed. */
export function viewHits(model: AppModel, typed: string): Hit[] {
  const hits: Hit[] = [];
  for (const table of model.tables.values()) {
    if (isIn(typed, table.label, table.key)) {
      hits.push({
        key: `table ${table.key}`,
        group: "views",
        title: table.label,
        note: model.label,
        icon: table.icon,
        to: `/a/${model.key}/${table.key}`,
      });
    }
    for (const view of [...table.grids, ...table.boards]) {
      if (!isIn(typed, labelText(view.label), view.key)) continue;
      hits.push({
        key: `view ${view.key}`,
        group: "views",
        title: labelText(view.label),
        note: table.label,
        icon: table.icon,
        to: `/a/${model.key}/${table.key}?view=${view.key}`,
      });
    }
  }
  return hits.slice(0, MOST_OF_A_GROUP);
}

/** The fields whose name holds what was typed; they lead to where they are built. */
export function fieldHits(model: AppModel, typed: string): Hit[] {
  const hits: Hit[] = [];
  for (const table of model.tables.values()) {
    for (const field of table.fields.values()) {
      if (field.isSystem || !isIn(typed, field.label, field.key)) continue;
      hits.push({
        key: `field ${table.key}.${field.key}`,
        group: "fields",
        title: field.label,
        note: table.label,
        icon: table.icon,
        to: `/b/${model.key}/${table.key}/form?field=${field.key}`,
      });
    }
  }
  return hits.slice(0, MOST_OF_A_GROUP);
}
