import { CircleDot } from "lucide-react";
import { defineField } from "../define";
import { later, laterSettings } from "../shared/later";
import { Cell } from "./Cell";
import { freshOptions } from "./options";

export const select = defineField({
  type: "select",
  icon: CircleDot,
  group: "common",
  fresh: freshOptions,
  Cell,
  Input: later(() => import("./Input")),
  Settings: laterSettings(() => import("./Settings")),
  toText: (value, field) =>
    field.options.find((option) => option.value === value)?.label ?? String(value ?? ""),
  width: 110,
});
