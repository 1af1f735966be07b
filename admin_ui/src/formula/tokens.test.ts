import { expect, test } from "vitest";
import { pointsOf, unitsOf } from "./codePoints";
import { lineOf, mended } from "./fixes";
import { callAt, tokenise } from "./tokens";

const kinds = (text: string) =>
  tokenise(text).map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`);

test("names, calls, texts, numbers and signs are told apart", () => {
  expect(kinds("IF(来源渠道='抖音本地推' AND 率>90%, 100, {金额（元）})")).toEqual([
    "call IF",
    "open (",
    "name 来源渠道",
    "sign =",
    "text '抖音本地推'",
    "keyword AND",
    "name 率",
    "sign >",
    "number 90%",
    "comma ,",
    "number 100",
    "comma ,",
    "name {金额（元）}",
    "close )",
  ]);
});

test.each([
  ["72小时", ["number 72小时"]],
  ["1.5亿", ["number 1.5亿"]],
  ["#2024-01-31#", ["number #2024-01-31#"]],
  ["‘中’", ["text ‘中’"]],
  ["NOT(a)", ["keyword NOT", "open (", "name a", "close )"]],
  ["客户.地区 // 省", ["name 客户", "sign .", "name 地区", "comment // 省"]],
  ["数量='铁", ["name 数量", "sign =", "wrong '铁"]],
  ["求和（金额）", ["call 求和", "open （", "name 金额", "close ）"]],
])("%s", (text, wanted) => {
  expect(kinds(text)).toEqual(wanted);
});

const documents = import.meta.glob<Record<string, unknown>>(
  "../../../templates_market/packages/*/{tables,roles,views}/*.json",
  { eager: true, import: "default" },
);
const PLACES = new Set(["formula", "when", "refuse_when", "set", "guard", "show_if", "filter"]);

function formulas(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    typeof value === "string" && PLACES.has(key) ? [value] : formulas(value),
  );
}

test("every formula of the packages is whole", () => {
  const found = Object.values(documents).flatMap(formulas);
  expect(found.length).toBeGreaterThan(50);
  const odd = found.filter((text) => tokenise(text).some(({ kind }) => kind === "wrong"));
  expect(odd).toEqual([]);
});

test("the call around the cursor", () => {
  const text = "IF(a>1, SUM(b, c), '(,')";
  expect(callAt(text, 4)).toEqual({ name: "IF", argument: 0 });
  expect(callAt(text, 15)).toEqual({ name: "SUM", argument: 1 });
  expect(callAt(text, 17)).toEqual({ name: "IF", argument: 1 });
  expect(callAt(text, 23)).toEqual({ name: "IF", argument: 2 });
  expect(callAt("IF(a IN (1, 2", 12)).toEqual({ name: "IF", argument: 0 });
  expect(callAt(text, 0)).toBeNull();
});

test("characters and units", () => {
  expect(unitsOf("𠮷a", 1)).toBe(2);
  expect(pointsOf("𠮷a", 2)).toBe(1);
  expect(lineOf("𠮷\na", 2)).toBe(2);
});

test("every problem with a proposal is mended at once", () => {
  const problem = (start: number, end: number, text: string) => ({
    code: "F101",
    message: "",
    severity: "error" as const,
    span: { start, end },
    replacements: [{ text, span: { start, end } }],
  });
  expect(mended("单介+数两", [problem(0, 2, "单价"), problem(3, 5, "数量")])).toBe("单价+数量");
  expect(mended("(1", [problem(2, 2, ")")])).toBe("(1)");
});
