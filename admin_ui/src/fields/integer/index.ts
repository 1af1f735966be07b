import { Binary } from "lucide-react";
import { defineField } from "../define";
import { number } from "../number";

export const integer = defineField({
  ...number,
  type: "integer",
  icon: Binary,
  group: "common",
  fresh: undefined,
});
