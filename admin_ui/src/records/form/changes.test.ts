import { expect, test } from "vitest";
import { changesOf, clashesOf, differing, isSame, without } from "./changes";

test.each([
  [null, undefined, true],
  ["", null, true],
  [[], null, true],
  [0, null, false],
  [false, null, false],
  [{ amount: "1.00", currency: "CNY" }, { amount: "1.00", currency: "CNY" }, true],
  [["a"], ["b"], false],
])("%j and %j are the same: %j", (one, other, same) => {
  expect(isSame(one, other)).toBe(same);
});

test("only what differs from the start was changed", () => {
  expect(changesOf({ a: 1, b: 2, c: null }, { a: 1, b: 1 })).toEqual({ b: 2 });
});

test.each([
  ["only mine", { a: 2 }, { a: 1 }, { a: 1 }, []],
  ["only theirs", {}, { a: 1 }, { a: 2 }, []],
  ["both the same", { a: 2 }, { a: 1 }, { a: 2 }, []],
  ["both, differently", { a: 3 }, { a: 1 }, { a: 2 }, ["a"]],
  ["mine taken back", { a: 1 }, { a: 1 }, { a: 2 }, []],
  ["theirs emptied it", { a: 3 }, { a: 1 }, { a: null }, ["a"]],
])("%s", (_, typed, base, theirs, fields) => {
  expect(clashesOf(typed, base, theirs).map((clash) => clash.field)).toEqual(fields);
});

test("what is given up is no longer typed", () => {
  expect(without({ a: 1, b: 2 }, ["a"])).toEqual({ b: 2 });
  expect(differing({ a: 1, b: 2 }, { b: 3 })).toEqual(["a", "b"]);
});
