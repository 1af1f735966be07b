import { expect, test } from "vitest";
import type { FieldDocument, RoleDocument } from "@/metadata/types";
import { powersOf, pressed, saidOf, type TablePowers, withPowers, withSaid } from "./powers";

const field = (key: string, type = "text") => ({ key, type, label: key }) as FieldDocument;
const powers: TablePowers = {
  read: true,
  update: true,
  export: true,
  fields: { "*": "edit", cost: "hidden", phone: { power: "edit", export: false } },
};

test("a field has its own power, else that of all, else none", () => {
  expect(saidOf(powers, field("name"))).toEqual({ power: "edit", isExported: true });
  expect(saidOf(powers, field("cost"))).toEqual({ power: "hidden", isExported: false });
  expect(saidOf(powers, field("phone"))).toEqual({ power: "edit", isExported: false });
  expect(saidOf(powers, field("score", "formula")).power).toBe("read");
  expect(saidOf(undefined, field("name")).power).toBe("hidden");
  expect(saidOf({ ...powers, export: false }, field("name")).isExported).toBe(false);
});

test("what is pressed is written, and a field once named stays named", () => {
  const said = saidOf(powers, field("name"));
  expect(withSaid(powers, "name", pressed(said, "visible")).fields?.name).toBe("hidden");
  expect(withSaid(powers, "name", pressed(said, "exportable")).fields?.name).toEqual({
    power: "edit",
    export: false,
  });
  expect(withSaid(powers, "name", pressed(said, "editable")).fields?.name).toBe("create");
  const hidden = saidOf(powers, field("cost"));
  expect(withSaid(powers, "cost", pressed(hidden, "visible")).fields?.cost).toBe("read");
  expect(withSaid(powers, "cost", pressed(hidden, "editable")).fields?.cost).toBe("edit");
});

test("the pencil goes from off to always, to on create, to off", () => {
  const steps = ["read", "edit", "create", "read"] as const;
  for (const [index, power] of steps.slice(0, 3).entries())
    expect(pressed({ power, isExported: true }, "editable").power).toBe(steps[index + 1]);
});

test("a table is found by its short and its full name", () => {
  const role = { key: "r", label: "r", tables: { "crm.lead": powers } } as RoleDocument;
  expect(powersOf(role, "crm", "lead")).toBe(powers);
  expect(Object.keys(withPowers(role, "crm", "lead", powers).tables ?? {})).toEqual(["crm.lead"]);
  expect(withPowers(role, "crm", "lead", null).tables).toEqual({});
});
