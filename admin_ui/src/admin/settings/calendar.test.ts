import { expect, test } from "vitest";
import {
  type Calendar,
  crossedAt,
  hoursIn,
  keptOf,
  type PublicDay,
  shownDay,
  turned,
  weeksOf,
  withDay,
} from "./calendar";
import { emitted, isNamed } from "./uses";

const WEEK: Calendar = {
  hours: [
    { begin: "09:00", end: "12:00" },
    { begin: "13:30", end: "18:00" },
  ],
  days: [1, 2, 3, 4, 5],
  public: true,
  holidays: [],
  workdays: [],
};
const KNOWN = new Map<string, PublicDay>(
  [
    { date: "2026-10-01", name: "国庆节", worked: false },
    { date: "2026-10-10", name: "国庆节", worked: true },
  ].map((day) => [day.date, day]),
);

test.each([
  ["2026-11-20", {}, true, "week"],
  ["2026-11-22", {}, false, "week"],
  ["2026-10-01", {}, false, "public"],
  ["2026-10-10", {}, true, "public"],
  ["2026-10-10", { public: false }, false, "week"],
  ["2026-10-01", { workdays: ["2026-10-01"] }, true, "own"],
  ["2026-11-20", { holidays: ["2026-11-20"] }, false, "own"],
  ["2026-11-20", { holidays: ["2026-11-20"], workdays: ["2026-11-20"] }, true, "own"],
] as const)("%s with %o: worked %s by %s", (date, part, isWorked, why) => {
  const calendar = { ...WEEK, ...part } as unknown as Calendar;
  expect(shownDay(calendar, KNOWN, date)).toMatchObject({ isWorked, why });
});

test.each(["2026-11-20", "2026-11-22", "2026-10-01", "2026-10-10"])(
  "%s turned twice is as it was",
  (date) => {
    const once = turned(WEEK, KNOWN, date);
    expect(shownDay(once, KNOWN, date).isWorked).toBe(!shownDay(WEEK, KNOWN, date).isWorked);
    expect(turned(once, KNOWN, date)).toEqual(WEEK);
  },
);

test("a day stands in one list at most, in order", () => {
  const free = withDay(withDay(WEEK, "2026-12-31", false), "2026-12-24", false);
  expect(free.holidays).toEqual(["2026-12-24", "2026-12-31"]);
  expect(withDay(free, "2026-12-24", true)).toMatchObject({
    holidays: ["2026-12-31"],
    workdays: ["2026-12-24"],
  });
});

test.each([
  ["2026-11", 6, 1, 30],
  ["2026-06", 0, 5, 30],
  ["2027-02", 0, 4, 28],
])("%s begins after %i days of another month", (month, before, weeks, length) => {
  const found = weeksOf(month);
  expect(found[0]?.filter((day) => day === null)).toHaveLength(before);
  expect(found.flat().filter(Boolean)).toHaveLength(length);
  expect(found.length).toBeGreaterThanOrEqual(weeks);
});

test.each([
  [
    [
      { begin: "09:00", end: "12:00" },
      { begin: "12:00", end: "18:00" },
    ],
    -1,
  ],
  [[{ begin: "09:00", end: "09:00" }], 0],
  [
    [
      { begin: "09:00", end: "12:00" },
      { begin: "11:00", end: "18:00" },
    ],
    1,
  ],
  [
    [
      { begin: "09:00", end: "12:00" },
      { begin: "", end: "" },
    ],
    1,
  ],
])("%o crosses at %i", (spans, at) => {
  expect(crossedAt(spans)).toBe(at);
});

test("hours of a day", () => {
  expect(hoursIn(WEEK.hours)).toBe(7.5);
});

test("what the server adds is not what is kept", () => {
  expect(keptOf({ ...WEEK, public_days: [] } as unknown as Calendar)).toEqual(WEEK);
});

test("what names a thing", () => {
  const automation = {
    steps: [{ do: "branch", otherwise: [{ do: "notify", by: ["inbox", "mail"] }] }],
  };
  expect(isNamed(automation, "by", "mail")).toBe(true);
  expect(isNamed(automation, "by", "sms")).toBe(false);
  expect(isNamed({ credential: "erp" }, "credential", "erp")).toBe(true);
  expect(isNamed({ label: "erp" }, "credential", "erp")).toBe(false);
});

test("events that steps send", () => {
  expect(emitted({ steps: [{ do: "each", steps: [{ do: "emit", event: "deal.won" }] }] })).toEqual([
    "deal.won",
  ]);
});
