import { expect, test } from "vitest";
import { placeAfter } from "./useCursor";
import { ranged } from "./useSelection";

const size = { rows: 100, columns: 5, page: 20 };

test.each<[string, boolean, [number, number], [number, number]]>([
  ["ArrowUp", false, [0, 0], [0, 0]],
  ["ArrowDown", false, [0, 0], [1, 0]],
  ["ArrowDown", true, [3, 2], [99, 2]],
  ["ArrowLeft", false, [4, 0], [4, 0]],
  ["ArrowRight", true, [4, 1], [4, 4]],
  ["PageDown", false, [90, 1], [99, 1]],
  ["PageUp", false, [30, 1], [10, 1]],
  ["Home", false, [30, 3], [30, 0]],
  ["Home", true, [30, 3], [0, 0]],
  ["End", true, [30, 3], [99, 4]],
])("%s (control: %s) from %j leads to %j", (key, isControl, from, to) => {
  const at = { row: from[0], column: from[1] };
  expect(placeAfter(key, isControl, at, size)).toEqual({ row: to[0], column: to[1] });
});

test("a letter leads nowhere", () => {
  expect(placeAfter("a", false, { row: 1, column: 1 }, size)).toBeNull();
});

test("shift selects from the row before to this one, either way", () => {
  const rows = ["1", "2", "3", "4"].map((id) => ({ id, version: 1, values: {} }));
  expect([...ranged(new Set(["1"]), rows, "4", "2")]).toEqual(["1", "2", "3", "4"]);
  expect([...ranged(new Set(), rows, "gone", "2")]).toEqual(["2"]);
});
