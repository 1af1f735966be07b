import { expect, test } from "vitest";
import { changed, clampWidth, moved, nextSort } from "./columns";

const abc = [{ field: "a", frozen: true }, { field: "b" }, { field: "c", width: 90 }];

test.each([
  ["c", "b", "a*cb"],
  ["c", "a", "c*a*b"],
  ["a", null, "bca"],
  ["a", "c", "bac"],
  ["b", "b", "a*bc"],
  ["unknown", "b", "a*bc"],
])("%s before %s", (field, before, order) => {
  const said = moved(abc, field, before).map((each) => each.field + (each.frozen ? "*" : ""));
  expect(said.join("")).toBe(order);
});

test("one column is changed, the others are as they were", () => {
  expect(changed(abc, "b", { width: 120 })).toEqual([abc[0], { field: "b", width: 120 }, abc[2]]);
});

test.each([
  [10, 64],
  [100.4, 100],
  [9000, 640],
])("a width of %d is %d", (typed, kept) => expect(clampWidth(typed)).toBe(kept));

test.each<[string[], string, boolean, string[]]>([
  [[], "a", false, ["a"]],
  [["a"], "a", false, ["-a"]],
  [["-a"], "a", false, []],
  [["a"], "b", false, ["b"]],
  [["a"], "b", true, ["a", "b"]],
  [["a", "b"], "b", true, ["a", "-b"]],
])("%j and a click on %s (shift: %s) is %j", (old, field, isSecond, next) => {
  expect(nextSort(old, field, isSecond)).toEqual(next);
});
