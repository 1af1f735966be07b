import { expect, test } from "vitest";
import type { FormView, SectionDocument, TableDocument } from "@/metadata/types";
import {
  divided,
  freeKey,
  nudged,
  placed,
  roomIn,
  shifted,
  slotOf,
  spanned,
  united,
  unplaced,
  withoutField,
} from "./arrange";
import { requiredOn, requiring } from "./fieldRules";

const form = (...sections: string[]): FormView =>
  ({
    key: "f",
    label: "f",
    table: "t",
    type: "form",
    sections: sections.map((keys) => ({ fields: [...keys].map((field) => ({ field, span: 6 })) })),
  }) as FormView;
const drawn = (view: FormView): string[] =>
  view.sections.map((section) => section.fields.map((place) => place.field).join(""));

test.each([
  ["new in front", "x", { section: 0, index: 0 }, ["xabc", "de"]],
  ["new at the end", "x", { section: 1, index: 2 }, ["abc", "dex"]],
  ["forward in its section", "a", { section: 0, index: 2 }, ["bac", "de"]],
  ["to the end of its section", "a", { section: 0, index: 3 }, ["bca", "de"]],
  ["backward", "c", { section: 0, index: 0 }, ["cab", "de"]],
  ["to another section", "a", { section: 1, index: 1 }, ["bc", "dae"]],
])("placed: %s", (_, field, slot, result) => {
  expect(drawn(placed(form("abc", "de"), field, slot))).toEqual(result);
});

test.each([
  ["a", 1, ["bac", "de"]],
  ["a", -1, ["abc", "de"]],
  ["c", 1, ["ab", "cde"]],
  ["d", -1, ["abcd", "e"]],
  ["e", 1, ["abc", "de"]],
] as const)("%s nudged by %i", (field, by, result) => {
  expect(drawn(nudged(form("abc", "de"), field, by))).toEqual(result);
});

test("an emptied section goes, the last field stays", () => {
  expect(drawn(unplaced(form("ab", "c"), "c"))).toEqual(["ab"]);
  expect(drawn(unplaced(form("a"), "a"))).toEqual(["a"]);
});

test("sections and spans", () => {
  expect(drawn(shifted(form("a", "b", "c"), 2, -1))).toEqual(["a", "c", "b"]);
  expect(drawn(shifted(form("a", "b"), 0, -1))).toEqual(["a", "b"]);
  expect(drawn(united(form("a", "b", "c"), 1))).toEqual(["ab", "c"]);
  expect(drawn(united(form("a", "b"), 0))).toEqual(["ab"]);
  expect(drawn(united(form("a"), 0))).toEqual(["a"]);
  expect(spanned(form("ab"), "b", 12).sections[0]?.fields[1]?.span).toBe(12);
  expect(slotOf(form("ab", "c"), "x")).toBeNull();
});

test.each([
  ["at the selected field", ["abc", "de"], { section: 0, index: 1 }, ["a", "bc", "de"]],
  ["nothing selected", ["abc", "de"], null, ["abc", "d", "e"]],
  ["at a section's first field", ["abc", "de"], { section: 1, index: 0 }, ["abc", "d", "e"]],
  ["no field to spare", ["ab", "c"], null, ["ab", "c"]],
])("divided: %s", (_, sections, slot, result) => {
  expect(drawn(divided(form(...sections), "More", slot))).toEqual(result);
});

test.each([
  [[6, 6, 6], 2, 6],
  [[6, 6], 2, 0],
  [[6, 12], 2, 0],
  [[6, 12, 6], 2, 6],
  [[4, 4], 2, 4],
  [[4, 6, 4], 2, 8],
  [[6], 1, 0],
] as const)("spans %j in %i columns leave %i free", (spans, columns, room) => {
  const fields = spans.map((span) => ({ field: "x", span }));
  expect(roomIn({ columns, fields } as unknown as SectionDocument)).toBe(room);
});

const table = {
  key: "t",
  label: "t",
  fields: [
    { key: "a", label: "a", type: "text" },
    { key: "b", label: "b", type: "text" },
  ],
  rules: [{ key: "both", kind: "required", fields: ["a", "b"] }],
} as TableDocument;

test("required on create alone, out of a rule for two fields", () => {
  expect([...requiredOn(table, "a")]).toEqual(["create", "edit"]);
  const next = requiring(table, "a", new Set(["create"]));
  expect([...requiredOn(next, "a")]).toEqual(["create"]);
  expect([...requiredOn(next, "b")]).toEqual(["create", "edit"]);
  expect(requiring(next, "a", new Set()).rules).toHaveLength(1);
});

test("a field goes with the rules about it alone", () => {
  const next = withoutField(requiring(table, "a", new Set(["create"])), "a");
  expect(next.fields).toHaveLength(1);
  expect(next.rules).toEqual([{ key: "both", kind: "required", fields: ["b"] }]);
});

test("keys are free and spelled as keys", () => {
  expect(freeKey(table, "a")).toBe("a_2");
  expect(freeKey(table, "意向")).toBe("field_1");
});
