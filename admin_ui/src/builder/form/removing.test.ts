import { expect, test } from "vitest";
import type { RoleDocument, TableDocument, ViewDocument } from "@/metadata/types";
import { roleWithout, tableWithout, viewWithout } from "./removing";

const base = { key: "v", label: "v", table: "t" };

test.each([
  {
    ...base,
    type: "grid",
    columns: [{ field: "a" }, { field: "gone" }],
    sort: ["-gone", "a"],
    group: ["gone"],
    colors: [{ when: "1", field: "gone", color: "red" }],
  },
  {
    ...base,
    type: "form",
    sections: [{ fields: [{ field: "a" }, { field: "gone" }] }],
    public: { from_url: { utm: "gone", other: "a" }, values: { gone: "x" } },
  },
  {
    ...base,
    type: "detail",
    header: ["gone", "a"],
    sections: [{ fields: [{ field: "gone" }] }, { fields: [{ field: "a" }] }],
    children: [{ field: "gone", columns: [{ field: "x" }] }],
  },
])("a $type does not name it any more", (view) => {
  const next = JSON.stringify(viewWithout(view as unknown as ViewDocument, "gone"));
  expect(next).not.toContain("gone");
  expect(next).toContain('"a"');
});

test("neither do the table's rules and moves, nor roles", () => {
  const table = {
    key: "t",
    label: "t",
    title: "gone",
    fields: [{ key: "gone", label: "g", type: "text" }],
    state_machines: [
      {
        field: "stage",
        initial: "new",
        states: [],
        transitions: [
          { key: "go", label: "go", from: ["new"], to: "new", form: [{ field: "gone" }] },
        ],
      },
    ],
  } as unknown as TableDocument;
  expect(JSON.stringify(tableWithout(table, "gone"))).not.toContain("gone");
  const role = { key: "r", label: "r", tables: { t: { fields: { "*": "read", gone: "edit" } } } };
  expect(roleWithout(role as RoleDocument, "t", "gone").tables?.t?.fields).toEqual({ "*": "read" });
  expect(roleWithout(role as RoleDocument, "t", "a")).toBe(role);
});
