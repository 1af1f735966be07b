import { expect, test } from "vitest";
import { axisOf, meanText, percentText } from "./figures";
import type { TrialFigures } from "./trials";

test.each<[number, number, string]>([
  [0.05, 0, "5%"],
  [0.421, 1, "42.1%"],
  [0.4, 1, "40%"],
  [-0.14, 0, "−14%"],
  [1, 0, "100%"],
  [0.07 * 3, 0, "21%"],
  [12.5, 0, "1,250%"],
])("%d is said as %s", (part, decimals, text) => {
  expect(percentText(part, decimals)).toBe(text);
});

test.each<[number | null, boolean, string]>([
  [0.423, true, "42.3%"],
  [1234.567, false, "1,234.57"],
  [null, true, ""],
])("a mean of %d is said as it is", (mean, isRate, text) => {
  expect(meanText(mean, isRate)).toBe(text);
});

const figures = (gain: number | null, low: number | null, high: number | null): TrialFigures => ({
  trial: { entered: 1, n: 1, mean: 1 },
  control: { entered: 1, n: 1, mean: 1 },
  is_rate: false,
  difference: null,
  gain,
  low,
  high,
  has_sample: true,
  would: "keep",
});

test.each([
  [0.2, -0.14, 0.53],
  [-0.3, -0.4, -0.2],
  [0, 0, 0],
])("a gain of %d stands within its interval, on the line", (gain, low, high) => {
  const axis = axisOf(figures(gain, low, high), 0.05);
  const { low: from, gain: at, high: until } = axis ?? { low: 1, gain: 0, high: 0 };
  expect(from).toBeLessThanOrEqual(at);
  expect(at).toBeLessThanOrEqual(until);
  for (const place of Object.values(axis ?? {})) {
    expect(place).toBeGreaterThanOrEqual(0);
    expect(place).toBeLessThanOrEqual(100);
  }
});

test("there is nothing to draw before there is a gain", () => {
  expect(axisOf(figures(null, null, null), 0.05)).toBeNull();
});
