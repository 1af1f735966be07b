import { beforeEach, expect, test } from "vitest";
import { keepRecent, recents } from "@/api/recent";
import { isIn } from "./palette";

beforeEach(() => localStorage.clear());

test.each([
  ["线 索", "线索", true],
  ["LEAD", "lead", true],
  ["客户", "线索", false],
  ["", "线索", true],
])("%j in %j: %s", (typed, text, isFound) => {
  expect(isIn(typed, text)).toBe(isFound);
});

test("the last opened comes first, once", () => {
  for (const to of ["/a", "/b", "/a"]) keepRecent({ to, title: to, note: "" });
  expect(recents().map((each) => each.to)).toEqual(["/a", "/b"]);
});
