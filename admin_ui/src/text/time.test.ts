import dayjs from "dayjs";
import { beforeAll, expect, test } from "vitest";
import { setLanguage } from "./t";
import { inZone, sayDate, sayTime } from "./time";

const now = inZone(dayjs("2026-11-20T06:00:00Z"));

beforeAll(() => setLanguage("zh"));

test.each([
  ["2026-11-20T05:59:30Z", "刚刚"],
  ["2026-11-20T05:57:00Z", "3 分钟前"],
  ["2026-11-20T02:12:00Z", "今天 10:12"],
  ["2026-11-19T07:40:00Z", "昨天 15:40"],
  ["2026-11-17T16:30:00Z", "11月18日"],
  ["2025-12-03T04:00:00Z", "2025年12月3日"],
  ["2026-11-24T02:00:00Z", "11月24日 10:00"],
  ["2026-11-21T02:00:00Z", "明天 10:00"],
])("%s is said %s", (value, said) => {
  expect(sayTime(value, now, "zh")).toBe(said);
});

test("days", () => {
  expect(sayDate("2026-02-15", now, "zh")).toBe("2月15日");
  expect(sayDate("2025-02-15", now, "en")).toBe("15 Feb 2025");
});
