import { CircleDot } from "lucide-react";
import { defineField } from "../define";
import { Cell } from "./Cell";
import { Input } from "./Input";

export const select = defineField({
  type: "select",
  icon: CircleDot,
  group: "common",
  fresh: (text) => ({
    options: (["red", "yellow", "green"] as const).map((color, index) => ({
      value: `option_${index + 1}`,
      label: text(`fields.option${index + 1}`),
      color,
    })),
  }),
  Cell,
  Input,
  toText: (value, field) =>
    field.options.find((option) => option.value === value)?.label ?? String(value ?? ""),
  width: 110,
});
