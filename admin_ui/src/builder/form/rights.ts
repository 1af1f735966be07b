import type { RoleDocument } from "@/metadata/types";

export type Right = "visible" | "editable" | "exportable";

/** What a role's document says of one field: read out, not decided (the server decides). */
export function rightsIn(role: RoleDocument, app: string, table: string, field: string): Right[] {
  const powers = role.tables?.[table] ?? role.tables?.[`${app}.${table}`];
  if (!powers?.read && !powers?.create) return [];
  const said = powers.fields?.[field] ?? powers.fields?.["*"] ?? "hidden";
  const power = typeof said === "string" ? said : said.power;
  if (power === "hidden") return [];
  const rights: Right[] = ["visible"];
  if (power !== "read" && (powers.create || (power === "edit" && powers.update)))
    rights.push("editable");
  if (powers.export && (typeof said === "string" || said.export !== false))
    rights.push("exportable");
  return rights;
}
