import { expect, test } from "vitest";
import type { Table } from "@/metadata/types";
import { colored } from "./formulaParts";
import { mended } from "./useConditions";

const table = {
  fields: new Map([["score", { key: "score", label: "线索评分" }]]),
} as unknown as Table;

test("every character of a formula is in one of its parts", () => {
  const formula = "线索评分 >= 80 AND 阶段 <> '无效' AND score IN (1.5, TODAY())";
  const parts = colored(formula, table);
  expect(parts.map((part) => part.text).join("")).toBe(formula);
  expect(parts.filter((part) => part.kind === "field").map((part) => part.text)).toEqual([
    "线索评分",
    "score",
  ]);
  expect(parts.filter((part) => part.kind === "text").map((part) => part.text)).toEqual(["'无效'"]);
  expect(parts.filter((part) => part.kind === "word").map((part) => part.text)).toEqual([
    "AND",
    "AND",
    "IN",
    "TODAY",
  ]);
});

test("a mistake is mended where it stands", () => {
  const fix = { text: "来源渠道", span: { start: 0, end: 4 } };
  expect(mended("来源渠到 = 'x'", { message: "", replacements: [fix] })).toBe("来源渠道 = 'x'");
  expect(mended("x", { message: "" })).toBe("x");
});
