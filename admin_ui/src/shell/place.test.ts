import { expect, test } from "vitest";
import { otherMode, placeOf } from "./place";

test.each([
  ["/", { mode: "use", app: null, table: null }],
  ["/a/crm/lead", { mode: "use", app: "crm", table: "lead" }],
  ["/a/crm/lead/17", { mode: "use", app: "crm", table: "lead" }],
  ["/b/crm/lead/form", { mode: "build", app: "crm", table: "lead" }],
  ["/b/crm/changes", { mode: "build", app: "crm", table: null }],
  ["/people", { mode: "use", app: null, table: null }],
])("%s", (path, place) => {
  expect(placeOf(path)).toEqual(place);
});

test("what is selected stays selected", () => {
  expect(otherMode(placeOf("/a/crm/lead"), "customer")).toBe("/b/crm/lead/form");
  expect(otherMode(placeOf("/b/crm/lead/rules"), "customer")).toBe("/a/crm/lead");
  expect(otherMode(placeOf("/b/crm/changes"), "customer")).toBe("/a/crm/customer");
});
