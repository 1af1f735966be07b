import { expect, test } from "vitest";
import type { Line } from "./runs";
import { askedPeople, milliseconds, valueText, variablesOf, visitsOf } from "./visits";

const line = (number: number, step: string, more: Partial<Line> = {}): Line => ({
  number,
  step,
  do: "set",
  label: null,
  at: "2026-11-20T02:00:00Z",
  milliseconds: 1.5,
  is_masked: false,
  outcome: "done",
  branch: null,
  values: null,
  note: null,
  error: null,
  attempt: 1,
  ...more,
});

test("attempts of one visit stand together", () => {
  const visits = visitsOf([
    line(0, "ask", { outcome: "waiting" }),
    line(0, "ask", { outcome: "done" }),
    line(1, "call", { outcome: "failed" }),
    line(1, "call", { attempt: 2 }),
    line(2, "ask"),
  ]);
  expect(visits.map((visit) => [visit.last.step, visit.attempts.length])).toEqual([
    ["ask", 2],
    ["call", 2],
    ["ask", 1],
  ]);
  expect(visits[1]?.last.attempt).toBe(2);
  expect(milliseconds(visits[0] as (typeof visits)[0])).toBe(3);
});

test.each([
  [null, ""],
  ["华锐", "华锐"],
  [12.5, "12.5"],
  [["a", 2], "a、2"],
  [{ a: 1 }, '{"a":1}'],
])("%j is told as %s", (value, text) => {
  expect(valueText(value)).toBe(text);
});

test("what steps gave is read by their keys, the later one wins", () => {
  const lines = [
    line(0, "pick", { values: { "": "7" } }),
    line(1, "ask", { values: { answer: "decline", by: "7" } }),
    line(2, "pick", { values: { "": "8" } }),
  ];
  expect(variablesOf(lines)).toEqual({ pick: "8", "ask.answer": "decline", "ask.by": "7" });
});

test("whom a run waits for stands in the note of its last step", () => {
  expect(askedPeople([line(0, "ask", { note: { todo: "1", people: ["7", "8"] } })])).toEqual([
    "7",
    "8",
  ]);
  const again = [line(0, "ask", { note: { people: ["7"] } }), line(0, "ask")];
  expect(askedPeople(again)).toEqual(["7"]);
  expect(askedPeople([line(0, "wait")])).toEqual([]);
});
