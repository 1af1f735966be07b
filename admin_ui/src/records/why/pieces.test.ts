import { expect, test } from "vitest";
import { pieces } from "./pieces";

test("fields are marked where they stand", () => {
  const part = {
    text: "来源='展会'",
    span: { start: 3, end: 10 },
    display: "展会",
    inputs: [{ text: "来源", span: { start: 3, end: 5 } }],
  };
  expect(pieces(part)).toEqual([
    { text: "来源", isField: true },
    { text: "='展会'", isField: false },
  ]);
});

test("a part without inputs is one piece, and spans beyond the text are left out", () => {
  expect(pieces({ text: "1+1", display: "2" })).toEqual([{ text: "1+1", isField: false }]);
  const beyond = { text: "a", display: "", inputs: [{ text: "x", span: { start: 5, end: 9 } }] };
  expect(pieces(beyond)).toEqual([{ text: "a", isField: false }]);
});
