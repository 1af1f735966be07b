import { expect, test } from "vitest";
import { asTree, type Department } from "./people";

const department = (id: string, parent: string | null): Department => ({
  id,
  code: id,
  name: id,
  parent,
  archived_at: null,
  heir: null,
});

test("departments lie below their parents; one whose parent is unknown lies at the top", () => {
  const tree = asTree([
    department("b", "a"),
    department("a", null),
    department("c", "b"),
    department("x", "gone"),
  ]);
  expect(tree.map(({ department: each, depth }) => `${"-".repeat(depth)}${each.id}`)).toEqual([
    "a",
    "-b",
    "--c",
    "x",
  ]);
});
