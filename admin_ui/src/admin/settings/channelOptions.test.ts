import { expect, test } from "vitest";
import { optionsOf, readOption, typedOf } from "./channelOptions";
import { freeKey, isKey } from "./keys";

test.each([
  ["port", "587", 587],
  ["port", "0", null],
  ["port", "65536", null],
  ["port", "x", null],
  ["json", '{"a": 1}', { a: 1 }],
  ["json", "[1]", null],
  ["json", "{a", null],
  ["text", "mail.example.com", "mail.example.com"],
] as const)("%s %s is %o", (control, text, value) => {
  expect(readOption(control, text)).toEqual(value);
});

test("options go there and back", () => {
  const options = { host: "mail.example.com", port: 465, headers: { "X-Key": "{value}" } };
  const typed = Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, typedOf(value)]),
  );
  expect(optionsOf(typed)).toEqual(options);
});

test("what is empty is left out, what cannot be read is told", () => {
  expect(optionsOf({ host: "a", port: " " })).toEqual({ host: "a" });
  expect(optionsOf({ host: "a", port: "many" })).toBeNull();
  expect(typedOf(undefined)).toBe("");
});

test.each([
  ["wecom_robot", true],
  ["2mail", false],
  ["Mail", false],
  ["", false],
  ["a".repeat(41), false],
])("%s is a key: %s", (text, is) => {
  expect(isKey(text)).toBe(is);
});

test("a free key", () => {
  expect(freeKey("email", [])).toBe("email");
  expect(freeKey("email", ["email", "email_2"])).toBe("email_3");
});
