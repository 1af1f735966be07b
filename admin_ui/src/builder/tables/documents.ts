import type { Color } from "@/api/colors";
import type { AppModel, Kind, KindDocuments, RoleDocument } from "@/metadata/types";
import { freeName } from "../form/arrange";
import { inBoth } from "../made";

/** A document to be put, of any kind. */
export interface Put {
  kind: Kind;
  document: KindDocuments[Kind];
}

/** A new table with all it needs to be used: a name field, a list, a form and a page. */
export function newTable(model: AppModel, key: string, label: string, icon: string | null): Put[] {
  const taken = new Set(model.views.keys());
  const named = (end: string) => freeName(taken, `${key}_${end}`);
  const fields = [{ field: "name" }];
  return [
    {
      kind: "table",
      document: {
        key,
        label,
        icon,
        title: "name",
        search: ["name"],
        fields: [{ key: "name", label: inBoth("builder.made.name"), type: "text" }],
        rules: [{ key: "name_needed", kind: "required", fields: ["name"] }],
      },
    },
    view({
      key: named("all"),
      label: inBoth("builder.made.all", () => label),
      table: key,
      type: "grid",
      columns: [{ field: "name", frozen: true }, { field: "created_by" }, { field: "created_at" }],
    }),
    view({
      key: named("form"),
      label: inBoth("builder.made.form", () => label),
      table: key,
      type: "form",
      sections: [{ fields: [{ field: "name", span: 12 }] }],
    }),
    view({
      key: named("detail"),
      label: inBoth("builder.made.detail", () => label),
      table: key,
      type: "detail",
      sections: [{ fields }],
    }),
  ] as Put[];
}

const view = (document: object): Put => ({
  kind: "view",
  document: document as KindDocuments["view"],
});

/** The roles that build the app may do everything with the table. */
export function grantedTo(roles: RoleDocument[], table: string): Put[] {
  const all = {
    create: true,
    read: true,
    update: true,
    delete: true,
    export: true,
    import: true,
    fields: { "*": "edit" },
    transitions: "*",
  };
  return roles
    .filter((role) => role.build === true)
    .map((role) => ({
      kind: "role",
      document: { ...role, tables: { ...role.tables, [table]: all } } as RoleDocument,
    }));
}

/** A new app: nothing but its name and looks. */
export function newApp(key: string, label: string, color: Color, icon: string): Put[] {
  return [
    {
      kind: "app",
      document: { format: 1, key, label, version: "0.1.0", color, icon },
    },
  ];
}
