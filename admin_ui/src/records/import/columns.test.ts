import { expect, test } from "vitest";
import { certainty, mapped, sizeText, unfilled, writtenBy } from "./columns";
import type { FileColumn } from "./server";

const column = (heading: string, target: string | null, part: Partial<FileColumn> = {}) => ({
  index: 0,
  heading,
  samples: [],
  filled: 1,
  target,
  how: target ? ("exact" as const) : null,
  confidence: target ? 1 : 0,
  suggestion: null,
  ...part,
});
const field = (key: string, required = false) => ({ key, label: key, type: "text", required });

test("a field leaves the column that had it", () => {
  const columns = [column("手机", "mobile"), column("电话", null)];
  const second = columns[1] as FileColumn;
  expect(mapped({ mapping: {}, columns }, second, "mobile")).toEqual({ 电话: "mobile", 手机: "" });
  expect(mapped({ mapping: { 手机: "mobile" }, columns }, second, "")).toEqual({
    手机: "mobile",
    电话: "",
  });
});

test.each([
  [column("a", null), "none"],
  [column("a", "a"), "sure"],
  [column("a", "a", { how: "pinyin", confidence: 0.6 }), "likely"],
  [column("a", "a", { how: "given" }), "own"],
])("how sure: %o", (given, wanted) => {
  expect(certainty(given)).toBe(wanted);
});

test("fields without a column, required ones first; a currency counts for its amount", () => {
  const columns = [column("币种", "price.currency")];
  const fields = [field("note"), field("price"), field("name", true)];
  expect(unfilled(columns, fields).map((each) => each.key)).toEqual(["name", "note"]);
});

test("the list of what was written", () => {
  const job = { at: "2026-01-05T02:00:00Z", ended_at: "2026-01-05T02:00:09.5Z" };
  expect(writtenBy({ ...job, mode: "create" })).toBe(
    "created_by=CURRENT_USER() AND created_at>=#2026-01-05 10:00:00# AND created_at<=#2026-01-05 10:00:10#",
  );
  expect(writtenBy({ ...job, ended_at: null, mode: "both" })).toBe(
    "updated_by=CURRENT_USER() AND updated_at>=#2026-01-05 10:00:00#",
  );
});

test.each([
  [500, "500 B"],
  [337664, "330 KB"],
  [1258291, "1.2 MB"],
  [52428800, "50 MB"],
])("%d bytes are %s", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
