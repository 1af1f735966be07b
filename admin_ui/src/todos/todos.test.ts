import { expect, test } from "vitest";
import { asksFirst, type Comment, inOrder } from "./todos";

test.each<[Comment, boolean, boolean]>([
  ["none", true, false],
  ["none", false, false],
  ["optional", true, false],
  ["optional", false, true],
  ["needed", true, true],
  ["needed", false, true],
])("a comment that is %s, of the main answer: %s, asks first: %s", (comment, isMain, asks) => {
  expect(asksFirst({ answer: "x", comment }, isMain)).toBe(asks);
});

test("the main answer stands last, where the thumb is", () => {
  const answers = ["accept", "decline"].map((answer) => ({ answer, comment: "none" as const }));
  expect(inOrder(answers).map((each) => each.answer)).toEqual(["decline", "accept"]);
});
