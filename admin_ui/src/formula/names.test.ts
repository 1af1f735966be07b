import { expect, test } from "vitest";
import { judged, nameIn, suggested } from "./names";
import type { FormulaProblem } from "./server";

const unknown = (start: number, end: number): FormulaProblem => ({
  code: "F101",
  message: "",
  severity: "error",
  span: { start, end },
  replacements: [],
});
const drafted = [
  { key: "level", label: "意向等级" },
  { key: "amount", label: "金额（元）" },
];

test("a drafted field is not said to be unknown, another one is", () => {
  const problems = [unknown(0, 4), unknown(5, 8)];
  expect(judged(problems, "意向等级=意向级", drafted)).toEqual([problems[1]]);
  expect(judged([unknown(0, 7)], "{金额（元）}>1", drafted)).toEqual([]);
});

test("drafted fields are completed by label and by key", () => {
  expect(suggested("1+意", 3, drafted).map(({ text, start }) => [text, start])).toEqual([
    ["意向等级", 2],
  ]);
  expect(suggested("am", 2, drafted)[0]?.text).toBe("{金额（元）}");
  expect(suggested("1", 1, drafted)).toEqual([]);
  expect(suggested("1+", 2, drafted)).toHaveLength(2);
  expect(suggested("客户.意", 4, drafted)).toEqual([]);
  expect(suggested("级='意", 4, drafted)).toEqual([]);
});

test("names that are no plain word stand in braces", () => {
  expect(nameIn("来源渠道")).toBe("来源渠道");
  expect(nameIn("金额（元）")).toBe("{金额（元）}");
  expect(nameIn("a}b")).toBe("{a}}b}");
});
