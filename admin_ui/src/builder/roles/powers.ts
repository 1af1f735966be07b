import type { AppModel, FieldDocument, RoleDocument } from "@/metadata/types";
import { type Draft, drafted } from "../draft";

export type TablePowers = NonNullable<RoleDocument["tables"]>[string];
export type FieldPower = "hidden" | "read" | "create" | "edit";

/** What a role's document says of one field; what it comes to, the server decides. */
export interface Said {
  power: FieldPower;
  isExported: boolean;
}

/** Types whose values nobody writes: at most they are read. */
const MADE = new Set(["formula", "generated", "auto_number", "state"]);
export const isWritable = (field: FieldDocument): boolean => !MADE.has(field.type);

/** Under which name the role's document has the table. */
const nameIn = (role: RoleDocument, app: string, table: string): string =>
  role.tables && `${app}.${table}` in role.tables ? `${app}.${table}` : table;

export const powersOf = (role: RoleDocument, app: string, table: string): TablePowers | undefined =>
  role.tables?.[nameIn(role, app, table)];

export function withPowers(
  role: RoleDocument,
  app: string,
  table: string,
  next: TablePowers | null,
): RoleDocument {
  const { [nameIn(role, app, table)]: _, ...rest } = role.tables ?? {};
  return next
    ? { ...role, tables: { ...role.tables, [nameIn(role, app, table)]: next } }
    : { ...role, tables: rest };
}

/** The field's own power, else that of `*`, else hidden. */
export function saidOf(powers: TablePowers | undefined, field: FieldDocument): Said {
  const said = powers?.fields?.[field.key] ?? powers?.fields?.["*"] ?? "hidden";
  const power = typeof said === "string" ? said : said.power;
  const most = isWritable(field) || power === "hidden" ? power : "read";
  const isOpen = typeof said === "string" || said.export !== false;
  return { power: most, isExported: isOpen && most !== "hidden" && (powers?.export ?? false) };
}

/** The powers with others over one field; it is named from now on, whatever `*` says. */
export function withSaid(powers: TablePowers, field: string, { power, isExported }: Said) {
  const isHeld = isExported || power === "hidden" || !powers.export;
  const said = isHeld ? power : { power, export: false };
  return { ...powers, fields: { ...powers.fields, [field]: said } };
}

export type Right = "visible" | "editable" | "exportable";

/** What a press on one of the three switches makes of it. */
export function pressed(said: Said, right: Right): Said {
  const { power, isExported } = said;
  if (right === "visible")
    return power === "hidden"
      ? { power: "read", isExported: true }
      : { power: "hidden", isExported: false };
  if (right === "exportable") return { power, isExported: !isExported };
  if (power === "edit") return { power: "create", isExported };
  return {
    power: power === "create" ? "read" : "edit",
    isExported: isExported || power === "hidden",
  };
}

export const isSame = (one: Said, other: Said): boolean =>
  one.power === other.power && one.isExported === other.isExported;

/** A table newly opened to a role: everything is read, nothing written. */
export const FIRST_POWERS: TablePowers = {
  create: false,
  read: true,
  update: false,
  delete: false,
  export: false,
  import: false,
  fields: { "*": "read" },
  transitions: [],
};

/** The roles as the draft has them, the new ones last. */
export function draftedRoles(draft: Draft | undefined, model: AppModel): RoleDocument[] {
  const published = new Map(model.roles.map((role) => [role.key, role]));
  const fresh = Object.keys(draft?.changed ?? {}).flatMap((name) =>
    name.startsWith("role/") && !published.has(name.slice(5)) ? [name.slice(5)] : [],
  );
  return [...published.keys(), ...fresh].flatMap(
    (key) => drafted(draft, "role", key, published.get(key) ?? null) ?? [],
  );
}
