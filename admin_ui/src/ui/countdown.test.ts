import { expect, test } from "vitest";
import { countdown, spanText } from "./countdown";

const NOW = Date.parse("2026-11-20T02:00:00Z"); // 10:00 in Shanghai

test.each([
  ["2026-11-20T02:18:24Z", "剩 18:24", "near"],
  ["2026-11-20T02:00:05Z", "剩 00:05", "near"],
  ["2026-11-20T05:40:00Z", "剩 3 小时 40 分", "calm"],
  ["2026-11-20T03:00:00Z", "剩 1 小时", "calm"],
  ["2026-11-20T10:00:00Z", "今天 18:00", "calm"],
  ["2026-11-21T02:00:00Z", "明天 10:00", "calm"],
  ["2026-11-25T02:00:00Z", "11月25日", "calm"],
  ["2026-11-19T23:36:00Z", "超 2 小时 24 分", "over"],
  ["2026-11-20T01:59:30Z", "超 30 秒", "over"],
  ["2026-11-10T02:00:00Z", "超 10 天", "over"],
])("%s is %s", (due, text, tone) => {
  expect(countdown(due, null, NOW)).toMatchObject({ text, tone });
});

test.each([
  ["2026-11-20T01:00:00Z", "2026-11-20T03:00:00Z", 0.5],
  ["2026-11-20T03:00:00Z", "2026-11-20T04:00:00Z", 0],
  ["2026-11-20T00:00:00Z", "2026-11-20T01:00:00Z", 1],
])("from %s to %s so much is gone: %s", (from, due, gone) => {
  expect(countdown(due, from, NOW).gone).toBe(gone);
});

test("a span names its two greatest parts", () => {
  expect(spanText(25 * 3_600_000 + 60_000)).toBe("25 小时 1 分");
  expect(spanText(3 * 86_400_000)).toBe("3 天");
});
