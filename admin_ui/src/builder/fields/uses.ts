import type { TableDocument, ViewDocument } from "@/metadata/types";

/** The views that show a field by name, and how many rules name it. */
export function usesOf(
  field: string,
  table: TableDocument,
  views: ViewDocument[],
): { views: ViewDocument[]; rules: number } {
  return {
    views: views.filter((view) => shownBy(view).includes(field)),
    rules: (table.rules ?? []).filter(
      (rule) =>
        ("field" in rule && rule.field === field) ||
        ("fields" in rule && (rule.fields as string[] | null | undefined)?.includes(field)),
    ).length,
  };
}

function shownBy(view: ViewDocument): string[] {
  switch (view.type) {
    case "grid":
      return view.columns.map((column) => column.field);
    case "kanban":
      return [view.field, ...(view.cards ?? [])];
    case "form":
      return view.sections.flatMap((section) => section.fields.map((place) => place.field));
    case "detail":
      return [
        ...(view.header ?? []),
        ...(view.sections ?? []).flatMap((section) => section.fields.map((place) => place.field)),
        ...(view.children ?? []).map((list) => list.field),
      ];
  }
}
