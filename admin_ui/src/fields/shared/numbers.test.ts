import { expect, test } from "vitest";
import { exact, grouped, plain, readNumber, rounded, shifted, short } from "./numbers";

test.each([
  ["", null],
  ["12", 12],
  ["１２．５", 12.5],
  ["1,284", 1284],
  ["3.5万", 35000],
  ["1.2亿", 120000000],
  ["-.5", -0.5],
  ["12345678901234567.89", "12345678901234567.89"],
  ["abc", undefined],
  ["1.2.3", undefined],
  [".", undefined],
])("%j is read as %j", (typed, value) => {
  expect(readNumber(typed)).toEqual(value);
});

test.each([
  ["0.9", 2, "90"],
  ["90", -2, "0.9"],
  ["5", -4, "0.0005"],
  ["1.005", 2, "100.5"],
  ["-0.05", 1, "-0.5"],
  ["120", 0, "120"],
])("%s × 10^%i is %s", (text, places, result) => {
  expect(shifted(text, places)).toBe(result);
});

test.each([
  ["1.005", 2, "1.01"],
  ["2.5", 0, "3"],
  ["-2.5", 0, "-3"],
  ["0", 2, "0.00"],
  ["-0.001", 2, "0.00"],
  ["999.995", 2, "1000.00"],
])("%s rounded to %i places is %s", (text, decimals, result) => {
  expect(rounded(text, decimals)).toBe(result);
});

test("long numbers keep every digit", () => {
  expect(grouped("12345678901234567.89")).toBe("12,345,678,901,234,567.89");
  expect(exact("0.000000000000001")).toBe(1e-15);
  expect(plain(1e-15)).toBe("0.000000000000001");
  expect(plain(1e21)).toBe("1000000000000000000000");
});

test.each([
  [1284, "1,284", "1,284"],
  [12840, "1.3万", "12.8k"],
  [1284000, "128.4万", "1.3M"],
  [123456789, "1.2亿", "123.5M"],
  [-35000, "-3.5万", "-35.0k"],
])("%d in a list", (value, zh, en) => {
  expect(short(value, "zh")).toBe(zh);
  expect(short(value, "en")).toBe(en);
});
