import { CircleDot } from "lucide-react";
import { defineField } from "../define";
import { Cell } from "./Cell";
import { Input } from "./Input";
import { OptionSettings } from "./OptionSettings";
import { freshOptions } from "./options";

export const select = defineField({
  type: "select",
  icon: CircleDot,
  group: "common",
  fresh: freshOptions,
  Cell,
  Input,
  Settings: OptionSettings,
  toText: (value, field) =>
    field.options.find((option) => option.value === value)?.label ?? String(value ?? ""),
  width: 110,
});
