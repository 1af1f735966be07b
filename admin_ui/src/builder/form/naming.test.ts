import { expect, test } from "vitest";
import type { FieldDocument, TableDocument } from "@/metadata/types";
import { rekeyed, respelled, unspelled } from "./naming";

const level = (...values: string[]): FieldDocument =>
  ({
    key: "level",
    label: "等级",
    type: "select",
    options: values.map((value) => ({ value, label: `级 ${value}` })),
  }) as FieldDocument;

test("only what was numbered and is new is spelled", () => {
  const field = level("option_1", "gold", "option_3");
  expect(unspelled(field, level("option_1"))).toEqual({
    options: ["option_3"],
    labels: ["级 option_3"],
    taken: ["option_1", "gold"],
  });
  expect(
    unspelled({ key: "a", label: "a", type: "text" } as FieldDocument, undefined).options,
  ).toEqual([]);
});

test("options have their new values, labels stay", () => {
  expect(respelled(level("option_1", "b"), ["option_1"], ["gao"])).toEqual({
    ...level("option_1", "b"),
    options: [
      { value: "gao", label: "级 option_1" },
      { value: "b", label: "级 b" },
    ],
  });
});

test("a key is another one wherever the table names it", () => {
  const table = {
    key: "t",
    label: "t",
    title: "choice",
    search: ["choice", "a"],
    fields: [level("x"), { key: "choice", label: "s", type: "text" }],
    rules: [
      { key: "r", kind: "required", fields: ["a", "choice"] },
      { key: "f", kind: "fill", field: "choice", set: "1" },
    ],
  } as TableDocument;
  const next = rekeyed(table, "choice", "deng_ji");
  expect(JSON.stringify(next)).not.toContain("choice");
  expect(next.rules?.map((rule) => ("fields" in rule ? rule.fields : null))).toEqual([
    ["a", "deng_ji"],
    null,
  ]);
});
