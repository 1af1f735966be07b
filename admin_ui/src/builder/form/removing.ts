import type { RoleDocument, TableDocument, ViewDocument } from "@/metadata/types";
import { unplaced, withoutField } from "./arrange";

/** A field is taken out of everything that names it by key; formulas that name it are told by the plan. */

/** The view without the field; the same where it does not show it. A board goes with its states. */
export function viewWithout(view: ViewDocument, field: string): ViewDocument | null {
  const others = <T extends { field: string }>(places: readonly T[] | undefined): T[] =>
    (places ?? []).filter((place) => place.field !== field);
  const sorted = (keys: readonly string[] | undefined) =>
    keys?.filter((key) => key.replace(/^-/, "") !== field);
  switch (view.type) {
    case "form": {
      const next = unplaced(view, field);
      return view.public ? { ...next, public: publicWithout(view.public, field) } : next;
    }
    case "grid":
      return {
        ...view,
        columns: others(view.columns) as typeof view.columns,
        sort: sorted(view.sort),
        group: sorted(view.group),
        colors: view.colors?.filter((rule) => rule.field !== field),
      };
    case "kanban":
      if (view.field === field) return null;
      return {
        ...view,
        cards: view.cards?.filter((key) => key !== field),
        sort: sorted(view.sort),
        colors: view.colors?.filter((rule) => rule.field !== field),
      };
    case "detail":
      return {
        ...view,
        header: view.header?.filter((key) => key !== field),
        sections: view.sections
          ?.map((section) => ({ ...section, fields: others(section.fields) }))
          .filter((section) => section.fields.length > 0) as typeof view.sections,
        children: view.children ? others(view.children) : undefined,
      };
  }
}

type PublicForm = NonNullable<Extract<ViewDocument, { type: "form" }>["public"]>;

/** What a public form takes from its address or writes by itself, without the field. */
function publicWithout(form: PublicForm, field: string): PublicForm {
  const kept = <T>(
    entries: Record<string, T> | undefined,
    gone: (name: string, of: T) => boolean,
  ) =>
    entries && Object.fromEntries(Object.entries(entries).filter(([name, of]) => !gone(name, of)));
  return {
    ...form,
    from_url: kept(form.from_url, (_, target) => target === field),
    values: kept(form.values, (name) => name === field),
  };
}

/** The table without the field, in its rules, searches and moves too. */
export function tableWithout(table: TableDocument, field: string): TableDocument {
  const next = withoutField(table, field);
  return {
    ...next,
    state_machines: next.state_machines
      ?.filter((machine) => machine.field !== field)
      .map((machine) => ({
        ...machine,
        transitions: machine.transitions?.map((move) => ({
          ...move,
          form: move.form?.filter((each) => each.field !== field),
        })),
      })),
  };
}

/** The role without what it says of the field; the same where it says nothing. */
export function roleWithout(role: RoleDocument, table: string, field: string): RoleDocument {
  const powers = role.tables?.[table];
  if (!powers?.fields || !(field in powers.fields)) return role;
  const { [field]: _, ...fields } = powers.fields;
  return { ...role, tables: { ...role.tables, [table]: { ...powers, fields } } };
}
