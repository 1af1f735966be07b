import { expect, test } from "vitest";
import type { Field, Table } from "@/metadata/types";
import type { TableRights } from "../grid/rights";
import { exportQuery, split } from "./query";

const field = (key: string, type = "text") => ({ key, type, label: key }) as Field;
const name = field("name");
const price = field("price", "money");
const table = {
  fields: new Map(
    [name, price, field("lines", "children"), field("id")].map((each) => [each.key, each]),
  ),
} as unknown as Table;
const rights = {
  fields: { name: { exportable: true }, price: { exportable: false }, lines: { exportable: true } },
} as unknown as TableRights;
const asked = {
  picked: ["1", "2"],
  filter: "a=1",
  search: "甲",
  sort: "-name",
  format: "csv",
} as const;

test("what may not go out is named, children are records of their own", () => {
  expect(split(table, [name], "shown", rights)).toEqual({ taken: [name], kept: [] });
  expect(split(table, [name], "every", rights)).toEqual({ taken: [name], kept: [price] });
  expect(split(table, [name], "shown", undefined)).toEqual({ taken: [], kept: [] });
});

test.each([
  ["picked", { filter: "id IN ('1','2')" }],
  ["filtered", { filter: "a=1", search: "甲" }],
  ["all", {}],
] as const)("%s records", (rows, wanted) => {
  expect(exportQuery({ ...asked, rows, columns: "shown" }, [name])).toEqual({
    format: "csv",
    sort: "-name",
    fields: "name",
    ...wanted,
  });
});
