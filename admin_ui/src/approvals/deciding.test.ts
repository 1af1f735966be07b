import { expect, test } from "vitest";
import type { Mine } from "./approvals";
import { missingFor } from "./deciding";

test.each<["agree" | "refuse", Mine["comment"], boolean, string, unknown, string | null]>([
  ["agree", "optional", false, "", null, null],
  ["refuse", "optional", false, "", null, null],
  ["agree", "on_refusal", false, "", null, null],
  ["refuse", "on_refusal", false, " ", null, "comment"],
  ["refuse", "on_refusal", false, "价格太低", null, null],
  ["agree", "always", false, "", null, "comment"],
  ["agree", "optional", true, "", null, "signature"],
  ["agree", "optional", true, "", ["f1"], null],
  ["refuse", "optional", true, "", null, null],
])(
  "%s, words %s, signed %s, with %j and %j lacks %s",
  (verdict, comment, signature, said, signed, lacks) => {
    expect(missingFor(verdict, { comment, signature }, said, signed)).toBe(lacks);
  },
);
